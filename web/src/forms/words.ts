/** Names of the API as words: `at_least` is "At least", `pool_id` is "Pool". */

const CAPITALS: Record<string, string> = { sku: "SKU", skus: "SKUs", id: "id", ids: "ids", url: "URL", html: "HTML", json: "JSON", sms: "SMS", api: "API", utc: "UTC", sftp: "SFTP", http: "HTTP", xml: "XML" };

export function worded(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .split(/[_\s.-]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
  if (words.length > 1 && (words.at(-1) === "id" || words.at(-1) === "ids")) words.pop();
  const said = words.map((word) => CAPITALS[word] ?? word).join(" ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** "a, b or c". */
export function listed(words: readonly string[], last: string): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1) ?? ""}`;
}

/** The first paragraph of a description. */
export function paragraph(text: string): string {
  return (text.split("\n\n")[0] ?? "").replaceAll("\n", " ");
}

/** The first paragraph, without the marks of code. */
export function firstLine(text: string | undefined): string {
  return paragraph(text ?? "").replaceAll("`", "");
}
