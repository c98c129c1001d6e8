import { type JsonSchema } from "@/forms/schema";
import { isObject, withKey } from "@/forms/values";

/** Trees of rules: `all` and `any` of several, `not` of one; what they hold is called differently in each family. */

export type Mode = "all" | "any" | "none" | "notall";

export interface Names {
  many: string;
  one: string;
}

export type Path = readonly number[];

/** How a family calls the rules of a group, and the rule of a `not`. */
export function namesOf(members: readonly { tag: string; schema: JsonSchema }[]): Names {
  const other = (tag: string) => Object.keys(members.find((member) => member.tag === tag)?.schema.properties ?? {});
  const known = (names: string[]) => names.find((name) => ["rules", "conditions", "rule", "condition"].includes(name));
  return { many: known(other("all")) ?? "rules", one: known(other("not")) ?? "rule" };
}

const typeOf = (node: unknown) => (isObject(node) ? node.type : undefined);

/** What a group asks of its rules; nothing for a rule that stands alone. */
export function modeOf(node: unknown, names: Names): Mode | undefined {
  const type = typeOf(node);
  if (type === "all" || type === "any") return type;
  if (type !== "not" || !isObject(node)) return undefined;
  const inner = typeOf(node[names.one]);
  return inner === "any" ? "none" : inner === "all" ? "notall" : undefined;
}

/** The group inside, where it stands under a `not`. */
function bare(node: unknown, names: Names): unknown {
  return typeOf(node) === "not" && isObject(node) ? node[names.one] : node;
}

export function childrenOf(node: unknown, names: Names): unknown[] {
  const group = bare(node, names);
  const found = isObject(group) ? group[names.many] : undefined;
  return Array.isArray(found) ? (found as unknown[]) : [];
}

export function withChildren(node: unknown, children: unknown[], names: Names): unknown {
  if (typeOf(node) === "not" && isObject(node)) return withKey(node, names.one, withKey(node[names.one], names.many, children));
  return withKey(node, names.many, children);
}

/** The same rules, asked for in another way. */
export function withMode(node: unknown, mode: Mode, names: Names): unknown {
  const group = bare(node, names);
  const inner = withKey(group, "type", mode === "all" || mode === "notall" ? "all" : "any");
  if (mode === "all" || mode === "any") return inner;
  return typeOf(node) === "not" ? withKey(node, names.one, inner) : { type: "not", [names.one]: inner };
}

export function grouped(children: unknown[], mode: "all" | "any", names: Names): unknown {
  return { type: mode, [names.many]: children };
}

/** The rule and whether it is turned around. */
export function leafOf(node: unknown, names: Names): { leaf: unknown; negated: boolean } {
  if (typeOf(node) === "not" && isObject(node)) return { leaf: node[names.one], negated: true };
  return { leaf: node, negated: false };
}

export function withLeaf(node: unknown, leaf: unknown, names: Names): unknown {
  return typeOf(node) === "not" ? withKey(node, names.one, leaf) : leaf;
}

export function negated(node: unknown, names: Names): unknown {
  return typeOf(node) === "not" && isObject(node) ? node[names.one] : { type: "not", [names.one]: node };
}

export function at(root: unknown, path: Path, names: Names): unknown {
  return path.reduce((node, place) => childrenOf(node, names)[place], root);
}

/** The tree with the rules of one group changed; a group without rules goes away. */
function changed(root: unknown, path: Path, names: Names, change: (children: unknown[]) => unknown[]): unknown {
  const [place, ...rest] = path;
  const children = childrenOf(root, names);
  const next = place === undefined
    ? change(children)
    : children.flatMap((child, each) => {
        if (each !== place) return [child];
        const node = changed(child, rest, names, change);
        return node === null ? [] : [node];
      });
  return next.length === 0 ? null : withChildren(root, next, names);
}

export function replacedAt(root: unknown, path: Path, node: unknown, names: Names): unknown {
  const place = path.at(-1);
  if (place === undefined) return node;
  return changed(root, path.slice(0, -1), names, (children) => children.map((child, each) => (each === place ? node : child)));
}

export function removedAt(root: unknown, path: Path, names: Names): unknown {
  const place = path.at(-1);
  if (place === undefined) return null;
  return changed(root, path.slice(0, -1), names, (children) => children.filter((_, each) => each !== place));
}

export function insertedAt(root: unknown, path: Path, node: unknown, names: Names): unknown {
  const place = path.at(-1) ?? 0;
  return changed(root, path.slice(0, -1), names, (children) => [...children.slice(0, place), node, ...children.slice(place)]);
}

/** A rule up or down among its neighbours. */
export function shiftedAt(root: unknown, path: Path, by: 1 | -1, names: Names): unknown {
  const place = path.at(-1);
  if (place === undefined) return root;
  return changed(root, path.slice(0, -1), names, (children) => {
    const next = [...children];
    const to = place + by;
    if (to < 0 || to >= next.length) return next;
    [next[place], next[to]] = [next[to], next[place]];
    return next;
  });
}

/** A rule out of its group, behind it. */
export function liftedAt(root: unknown, path: Path, names: Names): unknown {
  if (path.length < 2) return root;
  const group = path.slice(0, -1);
  const node = at(root, path, names);
  const behind = [...group.slice(0, -1), (group.at(-1) ?? 0) + 1];
  return removedAt(insertedAt(root, behind, node, names), path, names);
}

/** A rule added to a group, or beside a rule that stood alone. */
export function addedTo(root: unknown, path: Path, node: unknown, names: Names): unknown {
  if (root === null || root === undefined) return node;
  const group = at(root, path, names);
  if (modeOf(group, names) === undefined) return replacedAt(root, path, grouped([group, node], "all", names), names);
  return insertedAt(root, [...path, childrenOf(group, names).length], node, names);
}

/** Where a rule stands, as a JSON pointer. */
export function pointerOf(root: unknown, path: Path, names: Names): string {
  let pointer = "";
  let node = root;
  for (const place of path) {
    pointer += typeOf(node) === "not" ? `/${names.one}/${names.many}/${String(place)}` : `/${names.many}/${String(place)}`;
    node = childrenOf(node, names)[place];
  }
  return pointer;
}
