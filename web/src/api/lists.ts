import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";

/** A page of a list, as every list of the API answers. */
export interface PageOf<Item> {
  items: Item[];
  next_cursor: string | null;
}

/** The largest page a list gives; exports ask for these. */
export const MOST = 200;

/** One page of a list; while the next is read, the one before stays. */
export function usePage<Item>(key: readonly unknown[], read: () => Promise<PageOf<Item>>): UseQueryResult<PageOf<Item>> {
  return useQuery({ queryKey: key, queryFn: read, placeholderData: keepPreviousData });
}

/** All pages of a list from the first on. */
export async function* allPages<Item>(read: (cursor: string | undefined) => Promise<PageOf<Item>>): AsyncGenerator<Item[]> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    yield page.items;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

/** A list that is short enough to be read whole, such as pools or campaigns. */
export async function everyItem<Item>(read: (cursor: string | undefined) => Promise<PageOf<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const part of allPages(read)) items.push(...part);
  return items;
}
