import { Text } from "@codemirror/state";
import { describe, expect, test } from "vitest";
import { auditEvent, facets, histogram, type AuditEvent } from "../src/contract/events";
import { desktop } from "../src/contract/workspaces";
import { aliasName, aliasProblem } from "../src/state/alias";
import { barsOf } from "../src/state/bars";
import { chipsOf, encryptionContext, rowOf, shortPrincipal, shortSid, sidAndDirectory } from "../src/state/events";
import { launchProblem, MANAGED_KEY, requestOf } from "../src/state/launch";
import { refusalOf } from "../src/state/refusal";
import { canReboot, canRemove, progressOf } from "../src/state/volumes";
import { offsetOf } from "../src/ui/code/positions";

const sid = "S-1-5-21-277731876-1789304096-451871588-1107";
const pair = `[${sid}]@[d-1234abcd01]`;
const key = "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

describe("events", () => {
  const event: AuditEvent = auditEvent(
    {
      seq: 7,
      event: { eventID: "e1", eventName: "Decrypt", eventTime: "2026-11-26T12:00:00Z", eventSource: "kms.amazonaws.com", requestParameters: { encryptionContext: { "aws:workspaces:sid-directoryid": pair, "aws:ebs:id": "vol-1234abcd" } } },
      derived: { sid: [sid], volume: ["vol-1234abcd"], key: [key, "1234abcd-12ab-34cd-56ef-1234567890ab"], principal: ["arn:aws:iam::123456789012:user/Alice"], service: "kms", decision: "allowed" },
    },
    "",
  );

  test("are rows, and chips that say a thing once", () => {
    expect(rowOf(event)).toMatchObject({ id: "e1", name: "Decrypt", service: "kms", error: "", readOnly: false });
    expect(chipsOf(event)).toEqual([
      { kind: "SID", field: "sid", value: sid },
      { kind: "Volume", field: "volume", value: "vol-1234abcd" },
      { kind: "Key", field: "key", value: key },
    ]);
    expect(encryptionContext(event.event)).toEqual([["aws:workspaces:sid-directoryid", pair], ["aws:ebs:id", "vol-1234abcd"]]);
    expect(encryptionContext({})).toEqual([]);
  });

  test("names are shortened where the reader still knows them", () => {
    expect(shortPrincipal("arn:aws:iam::123456789012:user/Alice")).toBe("user/Alice");
    expect(shortPrincipal("workspaces.us-west-2.amazonaws.com")).toBe("workspaces.us-west-2.amazonaws.com");
    expect(shortSid(sid)).toBe("S-1-…-1107");
    expect(sidAndDirectory(pair)).toEqual({ sid, directory: "d-1234abcd01" });
    expect(sidAndDirectory("vol-1")).toBeUndefined();
  });

  test("refusals stand in the bar of their time", () => {
    // As the server writes it, `denied` and coverage included.
    const read = (buckets: readonly (readonly [number, number])[]) =>
      histogram(
        {
          interval: "1m",
          widthMillis: 60_000,
          buckets: buckets.map(([minute, count]) => ({ start: `2026-11-26T12:0${minute}:00Z`, count, denied: 0 })),
          total: { value: 7, exact: true },
          coverage: { from: null, to: null, indexedUpTo: 9, complete: true },
        },
        "",
      );
    const bars = barsOf(read([[0, 2], [1, 0], [2, 5]]), read([[2, 1]]));
    expect(bars).toMatchObject({ all: [2, 0, 5], refused: [0, 0, 1] });
    expect(bars.end - bars.start).toBe(180);
    expect(barsOf(read([]), read([])).times).toEqual([]);
  });
});

test("the values of one field are read as the server writes them", () => {
  expect(facets({ field: "eventName", values: [{ value: "Decrypt", count: 2 }], coverage: {} }, "").values).toEqual([{ value: "Decrypt", count: 2 }]);
});

describe("WorkSpaces", () => {
  test("a desktop shows its job only while it is at work", () => {
    const job = { state: "running", progress: 0.4 };
    expect(progressOf(desktop({ workspaceId: "ws-1", state: "PENDING", job }, ""))).toBe(0.4);
    expect(progressOf(desktop({ workspaceId: "ws-1", state: "AVAILABLE", job }, ""))).toBeUndefined();
    expect(progressOf(desktop({ workspaceId: "ws-1", state: "PENDING", job: null }, ""))).toBeUndefined();
    expect([canReboot, canRemove].map((can) => can(desktop({ workspaceId: "ws-1", state: "TERMINATING" }, "")))).toEqual([false, false]);
  });

  test("a launch names a key only where it encrypts", () => {
    const form = { directory: "d-1", user: "alice", bundle: "wsb-1", root: false, userVolume: true, key: MANAGED_KEY };
    expect(requestOf(form)).toMatchObject({ VolumeEncryptionKey: MANAGED_KEY, RootVolumeEncryptionEnabled: false, UserVolumeEncryptionEnabled: true });
    expect(requestOf({ ...form, userVolume: false })).toEqual({ DirectoryId: "d-1", UserName: "alice", BundleId: "wsb-1" });
    expect(launchProblem({ ...form, user: "" })?.field).toBe("user");
    expect(launchProblem(form)).toBeUndefined();
  });

  test("a refusal inside of a 200 is a refusal", () => {
    expect(() => refusalOf({ FailedRequests: [{ ErrorCode: "X", ErrorMessage: "no" }] })).toThrow("no (X)");
    expect(() => refusalOf({ FailedRequests: [] })).not.toThrow();
  });
});

test("aliases", () => {
  expect(aliasName("desktops")).toBe("alias/desktops");
  expect(aliasName("alias/desktops")).toBe("alias/desktops");
  expect([aliasProblem(""), aliasProblem("a b"), aliasProblem("aws/x")]).toEqual([undefined, "Only letters, digits, / _ and -", "Names that begin with aws/ are the services'"]);
});

test("columns count code points, the editor counts UTF-16", () => {
  const doc = Text.of(["{", '  "é😀": 1}']);
  expect(doc.sliceString(offsetOf(doc, { line: 2, column: 6 }))).toBe('": 1}');
  expect(offsetOf(doc, { line: 99, column: 99 })).toBe(doc.length);
});
