import { Text } from "@mantine/core";

import "@/ui/numbers.css";

/** A chart in words and, folded, in numbers: for those who do not see it, and for those who want to know exactly. */
export function Numbers({ label, summary, heads, rows }: { label: string; summary: string; heads: string[]; rows: string[][] }) {
  return (
    <div className="lg-numbers">
      <Text fz="xs" c="dimmed">
        {summary}
      </Text>
      {rows.length > 0 && (
        <Text component="details" fz="xs" mt={4}>
          <summary>{label}</summary>
          <div className="lg-numbers-rows" tabIndex={0} role="region" aria-label={label}>
            <table className="lg-tabular">
              <thead>
                <tr>
                  {heads.map((head, place) => (
                    <th key={head} scope="col" align={place === 0 ? "left" : "right"}>
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row[0]}>
                    {row.map((cell, place) => (
                      <td key={heads[place]} align={place === 0 ? "left" : "right"}>
                        {cell}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Text>
      )}
    </div>
  );
}
