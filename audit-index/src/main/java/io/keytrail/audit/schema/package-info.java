/// What can be asked of the trail: the ONE table of fields, and how a value becomes index terms.
///
/// Start at [io.keytrail.audit.schema.AuditFields]. A field's [io.keytrail.audit.schema.FieldType]
/// decides which literals the query language takes for it and which form it has in the index.
/// [io.keytrail.audit.schema.IndexTerm] cuts values that are too long for an index, and
/// [io.keytrail.audit.schema.TextTokens] is the tokenizer behind bare text. Both engines and the
/// matcher over one event use these, which is why they agree. Nothing here knows Lucene or a
/// record's shape.
@NullMarked
package io.keytrail.audit.schema;

import org.jspecify.annotations.NullMarked;
