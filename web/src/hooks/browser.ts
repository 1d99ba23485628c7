/** Into the clipboard; browsers have one for pages of loopback and HTTPS only. */
export async function copyText(text: string): Promise<void> {
  if (!window.isSecureContext) throw new Error("This browser lets pages copy only over HTTPS or on the machine itself; the address bar has the link.");
  await navigator.clipboard.writeText(text);
}

/** Hands a file to the browser's downloads. */
export function saveFile({ name, content }: { name: string; content: Blob }): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
