/// The EC2 core: volumes with their encryption, and instances as records.
///
/// Start at [io.keytrail.server.ebs.EbsOperations], the list of operations, and at
/// [io.keytrail.server.ebs.AttachVolume]. A [io.keytrail.server.ebs.Volume] is what is stored; what
/// a caller may make of one is in [io.keytrail.server.ebs.VolumeRequest]. Everything that KMS does
/// for a volume goes through [io.keytrail.server.ebs.VolumeKeys], as operations of KMS: who makes
/// each call, and with which encryption context, is settled there and in
/// [io.keytrail.server.ebs.KeyCallers]. A change of a volume that needs KMS is first written down
/// in the volume's row; [io.keytrail.server.ebs.Settlement] brings it to its end, at once or after
/// a crash, so that neither a grant nor a half-made volume stays behind.
///
/// Plaintext data keys live in [io.keytrail.server.ebs.AttachedKeys] and nowhere else. No SQL, no
/// HTTP, and nothing of the other cores here.
@NullMarked
package io.keytrail.server.ebs;

import org.jspecify.annotations.NullMarked;
