interface Failed {
  readonly FailedRequests: readonly { readonly ErrorCode: string; readonly ErrorMessage: string }[];
}

/** WorkSpaces answers 200 with what it refused inside; here that is an error like any other. */
export function refusalOf(answer: Failed): void {
  const [refused] = answer.FailedRequests;
  if (refused) throw new Error(refused.ErrorMessage === "" ? refused.ErrorCode : `${refused.ErrorMessage} (${refused.ErrorCode})`);
}
