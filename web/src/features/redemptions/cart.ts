import { digitsOf } from "@/forms/texts";

/** An amount as spreadsheets take it: 1299 of EUR is 12.99. */
export const major = (minor: number, currency: string): number => minor / 10 ** digitsOf(currency);

/** Carts as they are kept with orders, redemptions and rejections: JSON in which everything may be left out. */
export interface KeptLine {
  id: string;
  sku: string;
  name: string;
  quantity: number;
  price: number | undefined;
  amount: number;
}

export interface KeptCart {
  currency: string | undefined;
  lines: KeptLine[];
  /** What all lines cost; undefined when nothing says so. */
  total: number | undefined;
  shipping: number;
  /** Everything else that was sent, such as channel and store. */
  facts: [string, string][];
}

const KNOWN = new Set(["items", "currency", "amount", "shipping"]);

const numberOf = (value: unknown): number | undefined => {
  const read = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof read === "number" && Number.isFinite(read) ? read : undefined;
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value));

function lineOf(item: Record<string, unknown>, place: number): KeptLine {
  const quantity = numberOf(item.quantity) ?? 1;
  const price = numberOf(item.price);
  return {
    id: textOf(item.id) || String(place + 1),
    sku: textOf(item.sku),
    name: textOf(item.name),
    quantity,
    price,
    amount: numberOf(item.amount) ?? Math.round((price ?? 0) * quantity),
  };
}

export function readCart(cart: Record<string, unknown>): KeptCart {
  const items = Array.isArray(cart.items) ? (cart.items as Record<string, unknown>[]) : [];
  const lines = items.map(lineOf);
  return {
    currency: typeof cart.currency === "string" ? cart.currency : undefined,
    lines,
    total: lines.length > 0 ? lines.reduce((sum, line) => sum + line.amount, 0) : numberOf(cart.amount),
    shipping: numberOf(cart.shipping) ?? 0,
    facts: Object.entries(cart)
      .filter(([name, value]) => !KNOWN.has(name) && value !== null && value !== "")
      .map(([name, value]) => [name, textOf(value)]),
  };
}
