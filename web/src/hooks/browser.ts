/** Into the clipboard; browsers have one for pages of loopback and HTTPS only. */
export async function copyText(text: string): Promise<void> {
  if (!window.isSecureContext) throw new Error("This browser lets pages copy only over HTTPS or on the machine itself; the address bar has the link.");
  await navigator.clipboard.writeText(text);
}
