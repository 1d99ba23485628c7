import { createContext, use, useCallback, useMemo, useState, type ReactNode } from "react";
import { messageOf } from "../contract/problem";

export interface Notice {
  readonly id: number;
  readonly type: "success" | "error" | "info";
  readonly text: string;
}

interface Notices {
  readonly notices: readonly Notice[];
  readonly notify: (type: Notice["type"], text: string) => void;
  readonly dismiss: (id: number) => void;
}

const NoticesContext = createContext<Notices | undefined>(undefined);
const MOST = 4;

export function NoticesProvider({ children }: { children: ReactNode }) {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const notify = useCallback((type: Notice["type"], text: string) => {
    setNotices((before) => [...before, { id: Math.max(0, ...before.map((notice) => notice.id)) + 1, type, text }].slice(-MOST));
  }, []);
  const dismiss = useCallback((id: number) => setNotices((before) => before.filter((notice) => notice.id !== id)), []);
  const value = useMemo(() => ({ notices, notify, dismiss }), [notices, notify, dismiss]);
  return <NoticesContext value={value}>{children}</NoticesContext>;
}

export function useNotices(): Notices {
  const notices = use(NoticesContext);
  if (!notices) throw new Error("outside of NoticesProvider");
  return notices;
}

/** Does something for the person at the screen, and says how it went. Answers whether it went well. */
export function useDo(): (what: string, does: () => Promise<unknown>) => Promise<boolean> {
  const { notify } = useNotices();
  return useCallback(
    async (what, does) => {
      try {
        await does();
        notify("success", what);
        return true;
      } catch (failure) {
        notify("error", messageOf(failure));
        return false;
      }
    },
    [notify],
  );
}
