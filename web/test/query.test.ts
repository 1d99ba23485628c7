import { describe, expect, test } from "vitest";
import { accept, fitting } from "../src/state/completion";
import { conjuncts, expectingAt, fieldName, literal, term, refusedOnly, withoutTerm, withTerm } from "../src/state/query";
import { suggest } from "../src/state/suggest";

const sid = "S-1-5-21-277731876-1789304096-451871588-1107";

describe("writing terms", () => {
  test("words stay bare, everything else becomes a string", () => {
    expect(literal(sid)).toBe(sid);
    expect(literal(`[${sid}]@[d-1234abcd01]`)).toBe(`[${sid}]@[d-1234abcd01]`);
    expect(literal("and")).toBe('"and"');
    expect(literal('say "hi" \\ there')).toBe('"say \\"hi\\" \\\\ there"');
    expect(literal("")).toBe('""');
    expect(fieldName("kms:EncryptionContext:aws:ebs:id")).toBe('kms:EncryptionContext:"aws:ebs:id"');
  });

  test("narrowing adds a term once, and replaces its opposite", () => {
    const once = withTerm("volume = vol-1", "eventName", "Decrypt", true);
    expect(once).toBe("volume = vol-1 and eventName = Decrypt");
    expect(withTerm(once, "eventName", "Decrypt", true)).toBe(once);
    expect(withTerm(once, "eventName", "Decrypt", false)).toBe("volume = vol-1 and eventName != Decrypt");
    expect(withTerm("", "sid", sid, true)).toBe(term("sid", sid));
  });

  test("an `or` at the top is put in parentheses, one in a string is none", () => {
    expect(withTerm("a = 1 or b = 2", "c", "3", true)).toBe("(a = 1 or b = 2) and c = 3");
    expect(conjuncts('a = "x or y" and (b = 1 or c = 2)')).toEqual(['a = "x or y"', "(b = 1 or c = 2)"]);
    expect(conjuncts("a = 1 or b = 2")).toBeUndefined();
    expect(withoutTerm("a = 1 and b = 2", "a = 1")).toBe("b = 2");
    expect([refusedOnly(""), refusedOnly("a = 1"), refusedOnly("a = 1 or b = 2")]).toEqual(["errorCode is present", "a = 1 and errorCode is present", "(a = 1 or b = 2) and errorCode is present"]);
  });
});

describe("completion", () => {
  const at = (query: string) => expectingAt(query, query.length);

  test("knows what comes next", () => {
    expect(at("")).toEqual({ what: "field", from: 0 });
    expect(at("vol")).toEqual({ what: "field", from: 0 });
    expect(at("volume ")).toEqual({ what: "operator", from: 7 });
    expect(at("volume = ")).toEqual({ what: "value", from: 9, field: "volume" });
    expect(at("volume = vol-1 ")).toEqual({ what: "joint", from: 15 });
    expect(at("volume = vol-1 and not ev")).toEqual({ what: "field", from: 23 });
    expect(at("eventName in (Decrypt, En")).toMatchObject({ what: "value", field: "eventName" });
    expect(at("eventName in (Decrypt) ")).toMatchObject({ what: "joint" });
    expect(at("eventName not like ")).toMatchObject({ what: "value", field: "eventName" });
    expect(at("errorCode is present a")).toMatchObject({ what: "joint" });
  });

  test("offers fields, then operators, then the values that the server has", async () => {
    const fields = [{ name: "eventName", type: "keyword", description: "" }, { name: "readOnly", type: "boolean", description: "" }];
    const values = async () => [{ value: "Decrypt", count: 7 }];
    expect((await suggest("ev", 2, fields, values)).options.map(({ label }) => label)).toContain("eventName");
    expect((await suggest("readOnly ", 9, fields, values)).options[0]?.label).toBe("is true");
    expect((await suggest("eventName = ", 12, fields, values)).options).toEqual([{ label: "Decrypt", detail: "7", apply: "Decrypt " }]);
    const silent = async () => Promise.reject(new Error("no"));
    expect((await suggest("eventName = ", 12, fields, silent)).options).toEqual([]);
  });

  test("puts the choice in place of the word, and offers nothing that is written already", () => {
    expect(accept("volume = vo and a = 1", 11, 9, { label: "vol-1", apply: "vol-1 " })).toEqual({ query: "volume = vol-1 and a = 1", position: 15 });
    const options = ["eventName", "eventID", "errorCode"].map((label) => ({ label }));
    expect(fitting({ from: 0, options }, "event", 5).map(({ label }) => label)).toEqual(["eventName", "eventID"]);
    expect(fitting({ from: 0, options }, "code", 4).map(({ label }) => label)).toEqual(["errorCode"]);
    expect(fitting({ from: 0, options }, "eventName", 9)).toEqual([]);
  });
});
