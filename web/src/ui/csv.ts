const FORMULA = /^[=+\-@\t\r\0]/;

/** A cell that no spreadsheet takes for a formula (OWASP ASVS 1.2.10); numbers stay as they are. */
function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hands the reader a CSV file of these rows. */
export function saveCsv(name: string, rows: (string | number)[][]): void {
  const text = rows.map((row) => row.map(cell).join(",")).join("\r\n");
  saveFile(`${name}.csv`, new Blob(["\uFEFF", text, "\r\n"], { type: "text/csv" }));
}

export function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
