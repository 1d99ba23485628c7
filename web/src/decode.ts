/** Decoders turn what came over the wire into typed values, or say where it is not what the contract promises. */
export type Decoder<T> = (value: unknown, at: string) => T;

export class DecodeError extends Error {
  constructor(at: string, expected: string, value: unknown) {
    super(`${at === "" ? "the answer" : at} should be ${expected}, but is ${value === undefined ? "missing" : JSON.stringify(value).slice(0, 80)}`);
  }
}

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const primitive =
  <T>(name: string, is: (value: unknown) => value is T): Decoder<T> =>
  (value, at) => {
    if (!is(value)) throw new DecodeError(at, name, value);
    return value;
  };

export const string = primitive("a string", (v): v is string => typeof v === "string");
export const number = primitive("a number", (v): v is number => typeof v === "number");
export const boolean = primitive("true or false", (v): v is boolean => typeof v === "boolean");
/** Anything that JSON.parse can answer. */
export const json: Decoder<Json> = (value) => value as Json;
export const jsonObject: Decoder<JsonObject> = primitive("an object", (v): v is JsonObject => isObject(v));

export const optional =
  <T>(of: Decoder<T>): Decoder<T | undefined> =>
  (value, at) =>
    value === undefined || value === null ? undefined : of(value, at);

export const withDefault =
  <T>(of: Decoder<T>, otherwise: T): Decoder<T> =>
  (value, at) =>
    value === undefined || value === null ? otherwise : of(value, at);

export const array =
  <T>(of: Decoder<T>): Decoder<T[]> =>
  (value, at) => {
    if (!Array.isArray(value)) throw new DecodeError(at, "a list", value);
    return value.map((element, i) => of(element, `${at}/${i}`));
  };

/** A list that may be missing, as AWS leaves empty ones out. */
export const list = <T>(of: Decoder<T>): Decoder<T[]> => withDefault(array(of), []);

export const dictionary =
  <T>(of: Decoder<T>): Decoder<Record<string, T>> =>
  (value, at) => {
    if (!isObject(value)) throw new DecodeError(at, "an object", value);
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, of(member, `${at}/${key}`)]));
  };

type Shape = Record<string, Decoder<unknown>>;
export type Decoded<D> = D extends Decoder<infer T> ? T : never;

/** Members that the shape does not name are left behind. */
export const object =
  <S extends Shape>(shape: S): Decoder<{ [K in keyof S]: Decoded<S[K]> }> =>
  (value, at) => {
    if (!isObject(value)) throw new DecodeError(at, "an object", value);
    const result: Record<string, unknown> = {};
    for (const [name, of] of Object.entries(shape)) result[name] = of(value[name], `${at}/${name}`);
    return result as { [K in keyof S]: Decoded<S[K]> };
  };

/** One of these words. */
export const oneOf =
  <const T extends string>(...words: T[]): Decoder<T> =>
  (value, at) => {
    const found = words.find((word) => word === value);
    if (found === undefined) throw new DecodeError(at, words.join(" or "), value);
    return found;
  };

export const map =
  <A, B>(of: Decoder<A>, to: (value: A) => B): Decoder<B> =>
  (value, at) =>
    to(of(value, at));

/** The first that decodes. */
export const either =
  <A, B>(first: Decoder<A>, second: Decoder<B>): Decoder<A | B> =>
  (value, at) => {
    try {
      return first(value, at);
    } catch {
      return second(value, at);
    }
  };

export const lazy =
  <T>(of: () => Decoder<T>): Decoder<T> =>
  (value, at) =>
    of()(value, at);

export const nothing: Decoder<void> = () => undefined;
