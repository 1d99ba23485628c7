/** With its prefix, however it was typed. */
export const aliasName = (typed: string): string => (typed.trim().startsWith("alias/") ? typed.trim() : `alias/${typed.trim()}`);

/** What is wrong with an alias, before the server is asked; nothing typed is fine. */
export function aliasProblem(typed: string): string | undefined {
  if (typed.trim() === "") return undefined;
  const name = aliasName(typed).slice("alias/".length);
  if (!/^[A-Za-z0-9/_-]+$/.test(name)) return "Only letters, digits, / _ and -";
  return name.startsWith("aws/") ? "Names that begin with aws/ are the services'" : undefined;
}
