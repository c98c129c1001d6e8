import { SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** What is known of a thing, in pairs of name and value. */
export function Facts({ facts, cols = 3 }: { facts: [string, ReactNode][]; cols?: number }) {
  return (
    <SimpleGrid component="dl" cols={{ base: 1, xs: 2, md: cols }} spacing="sm" m={0}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <Text component="dt" fz="xs" c="dimmed">
            {name}
          </Text>
          <Text component="dd" fz="sm" m={0} className="lg-words">
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}
