package io.keytrail.server.kms;

import io.keytrail.server.invoke.ApiException;
import java.util.Optional;
import java.util.UUID;

/// What a caller wrote where a key is named.
sealed interface KeyName {

  /// An id, by itself or in an ARN.
  ///
  /// @param id absent: well formed, but no id that this server gives out, such as `mrk-…`
  record Key(Place place, String text, Optional<UUID> id) implements KeyName {
    @Override
    public String arn() {
      return place.keyArn(text);
    }
  }

  /// @param name with `alias/`
  record AliasName(Place place, String name) implements KeyName {
    @Override
    public String arn() {
      return place.aliasArn(name);
    }
  }

  Place place();

  String arn();

  /// Reads a key id, key ARN, alias name or alias ARN. Names without an ARN are in `here`.
  ///
  /// @throws ApiException if it is none of these, or in another Region
  static KeyName parse(String text, Place here) {
    if (text.startsWith("arn:")) {
      return parseArn(text, here);
    }
    if (text.startsWith(Alias.PREFIX)) {
      return new AliasName(here, validAlias(text, text));
    }
    return key(here, text, text);
  }

  private static KeyName parseArn(String text, Place here) {
    String[] parts = text.split(":", 6);
    if (parts.length != 6
        || !parts[1].equals("aws")
        || !parts[2].equals("kms")
        || !isAccount(parts[4])) {
      throw new ApiException(KmsErrors.INVALID_ARN, "Invalid arn '" + text + "'");
    }
    if (!parts[3].equals(here.region())) {
      throw new ApiException(KmsErrors.NOT_FOUND, "Invalid arn " + parts[3]);
    }
    Place place = new Place(parts[4], parts[3]);
    String resource = parts[5];
    if (resource.startsWith("key/")) {
      return key(place, resource.substring("key/".length()), text);
    }
    if (resource.startsWith(Alias.PREFIX)) {
      return new AliasName(place, validAlias(resource, text));
    }
    throw new ApiException(KmsErrors.INVALID_ARN, "Invalid arn '" + text + "'");
  }

  private static KeyName key(Place place, String id, String written) {
    Optional<UUID> uuid = uuid(id);
    if (uuid.isEmpty() && !isMultiRegionId(id)) {
      throw KmsErrors.invalidKeyId(written);
    }
    return new Key(place, id, uuid);
  }

  private static String validAlias(String name, String written) {
    if (!Alias.validName(name)) {
      throw KmsErrors.invalidKeyId(written);
    }
    return name;
  }

  private static boolean isAccount(String text) {
    return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// Only the form in which ids are given out: 36 characters, lower case.
  private static Optional<UUID> uuid(String text) {
    if (text.length() != 36) {
      return Optional.empty();
    }
    try {
      UUID id = UUID.fromString(text);
      return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private static boolean isMultiRegionId(String text) {
    return text.length() == 36
        && text.startsWith("mrk-")
        && text.chars().skip(4).allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}
