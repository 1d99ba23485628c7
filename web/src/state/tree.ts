import type { Explanation } from "../contract/simulation";

export interface TreeNode {
  readonly id: string;
  readonly explanation: Explanation;
  readonly children: readonly TreeNode[];
}

/** The explanation with an id at each node: its place. */
export function treeOf(explanation: Explanation, id = "0"): TreeNode {
  return { id, explanation, children: explanation.because.map((child, i) => treeOf(child, `${id}.${i}`)) };
}

/**
 * The nodes to open: below the root, down to what settled the decision. An allow is settled by what holds, a refusal by what
 * does not; of those, policies and statements first, and never more than one screen of them.
 */
export function decisivePath(root: TreeNode): string[] {
  const wanted = root.explanation.holds === true;
  const open: string[] = [];
  const visit = (node: TreeNode): void => {
    if (node.children.length === 0 || open.length >= MOST_OPEN) return;
    if (node !== root) open.push(node.id);
    const settling = node.children.filter((child) => (child.explanation.holds === true) === wanted);
    settling.filter((child) => child.children.length > 0).slice(0, wanted ? 2 : 4).forEach(visit);
  };
  visit(root);
  return open;
}

const MOST_OPEN = 12;
