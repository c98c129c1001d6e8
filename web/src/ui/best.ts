/** What Enter takes of the things that were found: the one of that name, else one that begins so or has it in its name. */
export function best<Item extends { name: string }>(found: readonly Item[], typed: string): Item | undefined {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return undefined;
  const fits = [(name: string) => name === wanted, (name: string) => name.startsWith(wanted), (name: string) => name.includes(wanted)];
  for (const fit of fits) {
    const item = found.find(({ name }) => fit(name.toLowerCase()));
    if (item) return item;
  }
  return found[0];
}
