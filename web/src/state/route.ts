/** Where in the dashboard we are. Everything that a page shows of its own choosing stands in the address. */
export type Route =
  | { page: "overview" }
  | { page: "simulator"; id: string | undefined; search: string }
  | { page: "audit"; search: string }
  | { page: "workspaces"; search: string }
  | { page: "keys"; search: string }
  | { page: "key"; id: string; search: string }
  | { page: "signIn" }
  | { page: "unknown"; path: string };

export function routeOf(pathname: string, search: string): Route {
  const [first = "", second, ...rest] = pathname.split("/").slice(1).map(decodeURIComponent);
  if (rest.length > 0) return { page: "unknown", path: pathname };
  switch (first) {
    case "":
      return { page: "overview" };
    case "simulate":
      return { page: "simulator", id: second || undefined, search };
    case "audit":
      return second ? { page: "unknown", path: pathname } : { page: "audit", search };
    case "workspaces":
      return second ? { page: "unknown", path: pathname } : { page: "workspaces", search };
    case "keys":
      return second ? { page: "key", id: second, search } : { page: "keys", search };
    case "sign-in":
      return { page: "signIn" };
    default:
      return { page: "unknown", path: pathname };
  }
}

export const titleOf = (route: Route): string => {
  switch (route.page) {
    case "overview":
      return "Overview";
    case "simulator":
      return "Simulator";
    case "audit":
      return "Audit";
    case "workspaces":
      return "WorkSpaces";
    case "keys":
      return "Keys";
    case "key":
      return `Key ${route.id}`;
    case "signIn":
      return "Sign in";
    case "unknown":
      return "Not found";
  }
};

export const auditHref = (q: string, more: Record<string, string> = {}): string => `/audit?${new URLSearchParams({ q, ...more }).toString()}`;

/** A key's page by its id or ARN (of a key, not of an alias). */
export const keyHref = (key: string): string => `/keys/${encodeURIComponent(key.slice(key.lastIndexOf("/") + 1))}`;
