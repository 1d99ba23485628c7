import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { api, whenSignedOut } from "../api";
import { Problem } from "../contract/problem";
import type { Session } from "../contract/session";
import { navigate } from "./location";

type Known = { state: "asking" } | { state: "signedOut" } | { state: "failed"; failure: unknown } | { state: "signedIn"; session: Session };

interface SessionActions {
  readonly known: Known;
  readonly signIn: (token: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  readonly actAs: (principal: string | null) => Promise<void>;
}

const SessionContext = createContext<SessionActions | undefined>(undefined);

/** Who is signed in, for everything below. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [known, setKnown] = useState<Known>({ state: "asking" });
  const refresh = useCallback(async () => {
    try {
      const session = await api.session();
      if (window.location.pathname === "/sign-in") navigate("/", { replace: true });
      setKnown({ state: "signedIn", session });
    } catch (failure) {
      setKnown(failure instanceof Problem && failure.status === 401 ? { state: "signedOut" } : { state: "failed", failure });
    }
  }, []);
  useEffect(() => {
    whenSignedOut(() => setKnown({ state: "signedOut" }));
    // The sign-in page exchanges its token first.
    if (window.location.hash.includes("token=")) setKnown({ state: "signedOut" });
    else void refresh();
  }, [refresh]);
  const actions = useMemo(
    (): SessionActions => ({
      known,
      signIn: async (token) => {
        await api.signIn(token);
        await refresh();
      },
      signOut: async () => {
        await api.signOut();
        setKnown({ state: "signedOut" });
      },
      actAs: async (principal) => {
        await api.actAs(principal);
        await refresh();
      },
    }),
    [known, refresh],
  );
  return <SessionContext value={actions}>{children}</SessionContext>;
}

export function useSessionActions(): SessionActions {
  const actions = use(SessionContext);
  if (!actions) throw new Error("outside of SessionProvider");
  return actions;
}

/** The session; only below the shell, which is shown to those who are signed in. */
export function useSession(): Session {
  const { known } = useSessionActions();
  if (known.state !== "signedIn") throw new Error("nobody is signed in");
  return known.session;
}
