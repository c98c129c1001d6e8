/** The character sets by the names the server knows them. */
export const CHARSETS = {
  readable: "CDFGHJKMNPQRTVWX23456789",
  digits: "0123456789",
  letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  alphanumeric: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  hexadecimal: "0123456789ABCDEF",
} as const;
export type Charset = keyof typeof CHARSETS;

export const SAFE_BITS = 50;

export interface Wish {
  pattern: string;
  charset: Charset;
  checkCharacter: boolean;
}

/** The parts of a pattern: null is a random character; "\#" is a hash, "\\" a backslash. */
function partsOf(pattern: string): (string | null)[] {
  return Array.from(pattern.matchAll(/\\([#\\])|#|[^]/gu), ([all, escaped]) => escaped ?? (all === "#" ? null : all));
}

export interface Judgement {
  /** Random characters, without the check character. */
  places: number;
  /** How many codes the pattern makes, as far as numbers reach. */
  possible: number;
  /** log2 of the possible codes for each that exists: how many a guesser must try. */
  bits: number;
  /** Random characters that would be safe. */
  advised: number;
}

/** How many codes a pattern has, and how hard they are to guess among so many. */
export function judge({ pattern, charset, checkCharacter }: Wish, codes: number): Judgement {
  const each = Math.log2(CHARSETS[charset].length);
  const check = checkCharacter ? 1 : 0;
  const places = Math.max(0, partsOf(pattern).filter((part) => part === null).length - check);
  const size = Math.log2(Math.max(codes, 1));
  return {
    places,
    possible: CHARSETS[charset].length ** places,
    bits: Math.max(0, places * each - size),
    advised: Math.ceil((SAFE_BITS + size) / each) + check,
  };
}

/** Codes as the pattern would make them; only to look at. */
export function examples({ pattern, charset }: Wish, prefix: string, amount: number): string[] {
  const symbols = CHARSETS[charset];
  const parts = partsOf(pattern);
  const dice = crypto.getRandomValues(new Uint32Array(parts.length * amount));
  const start = parts.slice(0, Math.max(0, parts.indexOf(null))).join("");
  const front = start.startsWith(prefix) ? "" : prefix;
  return Array.from({ length: amount }, (_, at) => front + parts.map((part, place) => part ?? symbols[(dice[at * parts.length + place] ?? 0) % symbols.length]).join(""));
}
