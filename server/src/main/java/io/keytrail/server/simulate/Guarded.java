package io.keytrail.server.simulate;

import io.keytrail.policy.ast.DocumentKind;
import io.keytrail.policy.eval.AccessRequest;

/// How the resource of a request is guarded, by its ARN.
enum Guarded {
  /// A KMS key: by a key policy, always.
  KEY(DocumentKind.STORED_KEY),
  /// A KMS alias: identity policies decide, a key policy has no say.
  ALIAS(DocumentKind.STORED_KEY),
  /// An IAM role: by its trust policy.
  ROLE(DocumentKind.TRUST),
  /// Anything else: by a resource policy, if it has one.
  OTHER(DocumentKind.RESOURCE);

  private final DocumentKind documentKind;

  Guarded(DocumentKind documentKind) {
    this.documentKind = documentKind;
  }

  /// What the resource's own policy is read as.
  DocumentKind documentKind() {
    return documentKind;
  }

  /// @param keyStateGiven whether a resource policy or grants came with the request: then a KMS
  ///     action that is asked on `*` is asked of their key
  static Guarded of(AccessRequest request, boolean keyStateGiven) {
    String resource = request.resource();
    if (resource.equals("*")) {
      return keyStateGiven && isKms(request.action()) ? KEY : OTHER;
    }
    int last = ArnText.start(resource, 5);
    return switch (ArnText.part(resource, 2)) {
      case "kms" -> resource.startsWith("alias/", last) ? ALIAS : KEY;
      case "iam" -> resource.startsWith("role/", last) ? ROLE : OTHER;
      default -> OTHER;
    };
  }

  private static boolean isKms(String action) {
    return action.length() > 4
        && (action.charAt(0) | 0x20) == 'k'
        && (action.charAt(1) | 0x20) == 'm'
        && (action.charAt(2) | 0x20) == 's'
        && action.charAt(3) == ':';
  }
}
