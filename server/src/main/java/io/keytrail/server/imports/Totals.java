package io.keytrail.server.imports;

/// What became of the places of a file that were looked at.
///
/// @param records all of them
/// @param imported added to the trail
/// @param duplicates that the trail had already
/// @param quarantined left out, for a reason that is kept
public record Totals(long records, long imported, long duplicates, long quarantined) {
  public static final Totals NONE = new Totals(0, 0, 0, 0);

  public Totals {
    if (records != imported + duplicates + quarantined
        || Math.min(imported, Math.min(duplicates, quarantined)) < 0) {
      throw new IllegalArgumentException("every record is imported, a duplicate or quarantined");
    }
  }

  Totals plus(long moreImported, long moreDuplicates, long moreQuarantined) {
    return new Totals(
        records + moreImported + moreDuplicates + moreQuarantined,
        imported + moreImported,
        duplicates + moreDuplicates,
        quarantined + moreQuarantined);
  }
}
