import type { Decider, Explanation } from "../contract/simulation";

export interface TreeNode {
  readonly id: string;
  readonly explanation: Explanation;
  readonly children: readonly TreeNode[];
}

/** The explanation with an id at each node: its place. */
export function treeOf(explanation: Explanation, id = "0"): TreeNode {
  return { id, explanation, children: explanation.because.map((child, i) => treeOf(child, `${id}.${i}`)) };
}

/** Ids of the nodes that lead to the deciders, and of these themselves; where there are none, to what failed. */
export function decisivePath(root: TreeNode, decidedBy: readonly Decider[]): string[] {
  const leading: string[] = [];
  const find = (node: TreeNode): boolean => {
    const below = node.children.map(find).some(Boolean);
    const here = below || decidedBy.some((ref) => sameDecider(ref, node.explanation.ref));
    if (here && node !== root && node.children.length > 0) leading.push(node.id);
    return here;
  };
  find(root);
  return leading.length > 0 ? leading.sort() : failedPath(root);
}

const sameDecider = (a: Decider, b: Decider | undefined): boolean => {
  switch (a.type) {
    case "statement":
      return b?.type === "statement" && a.policy === b.policy && a.name === b.name && a.pointer === b.pointer;
    case "grant":
      return b?.type === "grant" && a.grantId === b.grantId;
    case "rule":
      return b?.type === "rule" && a.rule === b.rule;
  }
};

/** Policies and statements that did not hold, and never more than one screen of them. */
function failedPath(root: TreeNode): string[] {
  const open: string[] = [];
  const visit = (node: TreeNode): void => {
    if (node.children.length === 0 || open.length >= MOST_OPEN) return;
    if (node !== root) open.push(node.id);
    node.children.filter((child) => child.explanation.holds !== true && child.children.length > 0).slice(0, MOST_CHILDREN).forEach(visit);
  };
  visit(root);
  return open;
}

const MOST_OPEN = 12;
const MOST_CHILDREN = 4;
