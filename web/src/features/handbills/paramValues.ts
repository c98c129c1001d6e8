type Value = string | number | boolean | null;

const LIKE_JSON = /^(-?\d+(\.\d+)?|true|false|null|".*")$/;

/** A value as it is typed: 1 is the number, "1" in quotes is the text. */
export function showValue(value: Value): string {
  if (typeof value !== "string") return String(value);
  return LIKE_JSON.test(value) ? JSON.stringify(value) : value;
}

export function readValue(text: string): Value {
  if (!LIKE_JSON.test(text)) return text;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return text;
  }
}
