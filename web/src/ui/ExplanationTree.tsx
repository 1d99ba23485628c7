import Box from "@cloudscape-design/components/box";
import TreeView from "@cloudscape-design/components/tree-view";
import { useEffect, useMemo, useState } from "react";
import type { Decider, Explanation } from "../contract/simulation";
import { decisivePath, treeOf, type TreeNode } from "../state/tree";

/** Why, by policy and statement; open where it was decided, closed elsewhere. */
export function ExplanationTree({ explanation, decidedBy }: { explanation: Explanation; decidedBy: readonly Decider[] }) {
  const root = useMemo(() => treeOf(explanation), [explanation]);
  const decisive = useMemo(() => decisivePath(root, decidedBy), [root, decidedBy]);
  const [expanded, setExpanded] = useState<readonly string[]>(decisive);
  useEffect(() => setExpanded(decisive), [decisive]);
  return (
    <TreeView<TreeNode>
      ariaLabel="Why"
      items={root.children}
      getItemId={(node) => node.id}
      getItemChildren={(node) => node.children}
      expandedItems={expanded}
      onItemToggle={({ detail }) => setExpanded((before) => (detail.expanded ? [...before, detail.id] : before.filter((id) => id !== detail.id)))}
      renderItem={(node) => ({ content: <Node node={node} /> })}
    />
  );
}

function Node({ node }: { node: TreeNode }) {
  const { label, holds, expected, actual, kind } = node.explanation;
  return (
    <div className="kt-node">
      <span className={`kt-sign kt-sign-${String(holds)}`} role="img" aria-label={{ true: "holds", false: "does not hold", unknown: "unknown", error: "error" }[String(holds)] ?? ""}>
        {{ true: "✓", false: "✗", unknown: "?", error: "!" }[String(holds)]}
      </span>{" "}
      <span className={kind === "policy" || kind === "decision" ? "kt-strong" : undefined}>{label}</span>
      {expected !== undefined && (
        <Box display="inline" fontSize="body-s" color="text-body-secondary" margin={{ left: "xs" }}>
          expected <code className="kt-mono">{expected}</code>
          {actual !== undefined && (
            <>
              , got <code className="kt-mono">{actual}</code>
            </>
          )}
        </Box>
      )}
    </div>
  );
}
