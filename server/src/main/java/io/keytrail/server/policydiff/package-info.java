/// What two versions of a policy decide differently: generated requests, and given ones, put to
/// both.
///
/// Start at [io.keytrail.server.policydiff.PolicyDiff]. [io.keytrail.server.policydiff.Vocabulary]
/// collects from both documents what can matter (actions, principals, resources, condition values
/// and their neighbours), [io.keytrail.server.policydiff.RequestSpace] walks the combinations. A
/// difference that is found is real, because both were evaluated; that none is found is no proof.
@NullMarked
package io.keytrail.server.policydiff;

import org.jspecify.annotations.NullMarked;
