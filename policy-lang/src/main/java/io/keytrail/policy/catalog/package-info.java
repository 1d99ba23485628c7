/// What exists at AWS: services, actions, condition keys with their types.
///
/// Start at [Catalogue], which is read once from the resource `catalogue.txt` (its first lines
/// explain the form; to add a service, add lines there). Policies are compiled against its action
/// numbers and checked against its names; an action that is not in it still works, matched against
/// the patterns as written.
@NullMarked
package io.keytrail.policy.catalog;

import org.jspecify.annotations.NullMarked;
