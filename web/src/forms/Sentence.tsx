import { Text } from "@mantine/core";

import type { Part } from "@/forms/sentence";

/** A sentence whose settings stand out. */
export function Sentence({ parts }: { parts: readonly Part[] }) {
  return (
    <Text fz="sm" component="span" className="lg-words">
      {parts.map(({ text, kind }, place) => (
        <span key={place} className={kind === "words" ? undefined : "lg-value"}>
          {text}
        </span>
      ))}
    </Text>
  );
}
