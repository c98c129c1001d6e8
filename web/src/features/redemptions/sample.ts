import type { Schemas } from "@/api/client";

export type CartInput = Schemas["CartInput"];

export interface SampleLine {
  key: number;
  sku: string;
  quantity: string;
  price: number | undefined;
}

/** A cart somebody types: only what it is worth, or line by line. */
export interface Sample {
  mode: "amount" | "items";
  amount: number | undefined;
  lines: SampleLine[];
  shipping: number | undefined;
  channel: string;
  store: string;
}

let made = 0;
export const newLine = (): SampleLine => ({ key: ++made, sku: "", quantity: "1", price: undefined });

export const newSample = (): Sample => ({ mode: "amount", amount: undefined, lines: [newLine()], shipping: undefined, channel: "", store: "" });

const quantityOf = (text: string): number => {
  const read = Number(text.trim().replace(",", "."));
  return Number.isFinite(read) && read > 0 ? read : 0;
};

export const filled = (line: SampleLine): boolean => line.sku.trim() !== "" || line.price !== undefined;

/** Key of the sentence that says what is missing. */
export function whyNoCart(sample: Sample): string | undefined {
  if (sample.mode === "amount") return sample.amount === undefined || sample.amount < 0 ? "cart.whyAmount" : undefined;
  const lines = sample.lines.filter(filled);
  if (lines.length === 0) return "cart.whyNoLine";
  return lines.some((line) => line.sku.trim() === "" || line.price === undefined || quantityOf(line.quantity) === 0) ? "cart.whyLine" : undefined;
}

export function totalOf(sample: Sample): number {
  if (sample.mode === "amount") return sample.amount ?? 0;
  return sample.lines.reduce((sum, line) => sum + Math.round((line.price ?? 0) * quantityOf(line.quantity)), 0);
}

export function cartOf(sample: Sample, currency: string): CartInput {
  const lines = sample.lines.filter(filled);
  return {
    currency,
    shipping: sample.shipping ?? 0,
    ...(sample.channel.trim() && { channel: sample.channel.trim() }),
    ...(sample.store.trim() && { store: sample.store.trim() }),
    ...(sample.mode === "amount"
      ? { amount: sample.amount ?? 0 }
      : { items: lines.map((line) => ({ sku: line.sku.trim(), quantity: quantityOf(line.quantity), price: line.price ?? 0 })) }),
  } as CartInput;
}
