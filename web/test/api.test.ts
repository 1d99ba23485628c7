// @vitest-environment happy-dom
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { api, whenSignedOut } from "../src/api";
import { Problem, Unreachable } from "../src/contract/problem";
import { DecodeError } from "../src/decode";

const browser = (window as unknown as { happyDOM: { setURL: (url: string) => void } }).happyDOM;

/** A real server that answers what a test wants, and remembers what it was asked. */
let server: Server;
let answer: { status: number; body: unknown } = { status: 200, body: {} };
let asked: { method: string; url: string; csrf: string; body: string }[] = [];

const text = async (request: IncomingMessage): Promise<string> => {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
};

beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ method: request.method ?? "", url: request.url ?? "", csrf: String(request.headers["x-keytrail-csrf"]), body });
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(answer.body === undefined ? "" : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  browser.setURL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => {
  asked = [];
});

const session = { principal: "arn:aws:iam::123456789012:root", actingAs: null, account: "123456789012", region: "us-west-2", csrf: "secret-1", operator: true, version: "1" };

test("the session's token goes with everything that follows", async () => {
  answer = { status: 200, body: session };
  expect(await api.session()).toMatchObject({ account: "123456789012", actingAs: undefined });
  answer = { status: 200, body: undefined };
  await api.aws("kms/DisableKey", { KeyId: "k" });
  expect(asked[1]).toEqual({ method: "POST", url: "/api/v1/aws/kms/DisableKey", csrf: "secret-1", body: '{"KeyId":"k"}' });
});

test("what is not asked for is left out of the address", async () => {
  answer = { status: 200, body: { events: [], total: { value: 0, exact: true }, next: null, coverage: {} } };
  await api.events({ q: "volume = vol-1", limit: 50 });
  expect(asked[0]?.url).toBe("/api/v1/events?q=volume+%3D+vol-1&limit=50");
});

test("a problem document is a Problem, and a lost session is told", async () => {
  let signedOut = 0;
  whenSignedOut(() => signedOut++);
  answer = { status: 403, body: { status: 403, code: "AccessDeniedException", detail: "you may not" } };
  const refused = await api.aws("kms/DisableKey", { KeyId: "k" }).catch((failure: unknown) => failure);
  expect(refused).toBeInstanceOf(Problem);
  expect(refused).toMatchObject({ status: 403, code: "AccessDeniedException", message: "you may not" });
  expect(signedOut).toBe(0);
  answer = { status: 401, body: { code: "UNAUTHENTICATED", detail: "sign in" } };
  await expect(api.principals()).rejects.toBeInstanceOf(Problem);
  expect(signedOut).toBe(1);
  await expect(api.signIn("old")).rejects.toBeInstanceOf(Problem);
  expect(signedOut, "a link that is refused is no lost session").toBe(1);
});

test("an answer that breaks the contract says where", async () => {
  answer = { status: 200, body: { ...session, account: 5 } };
  await expect(api.session()).rejects.toThrow(new DecodeError("/account", "a string", 5).message);
});

test("no server is no stack trace", async () => {
  const address = window.location.href;
  browser.setURL("http://127.0.0.1:1/");
  await expect(api.principals()).rejects.toBeInstanceOf(Unreachable);
  browser.setURL(address);
});
