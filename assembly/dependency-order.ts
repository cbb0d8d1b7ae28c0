/**
 * Puts nodes behind what they depend on; otherwise the given order stays.
 *
 * @param dependenciesOf the nodes that must come before this one; nodes that are not among `nodes` are ignored
 * @param cycle makes the error for a cycle, which is given in order, its first node again at the end
 */
export function dependencyOrder<Node>(
  nodes: readonly Node[],
  dependenciesOf: (node: Node) => readonly Node[],
  cycle: (path: readonly Node[]) => Error,
): Node[] {
  const known = new Set(nodes);
  const done = new Set<Node>();
  const ordered: Node[] = [];
  const path: Node[] = [];
  const visit = (node: Node): void => {
    if (done.has(node) || !known.has(node)) return;
    const start = path.indexOf(node);
    if (start >= 0) throw cycle([...path.slice(start), node]);
    path.push(node);
    for (const dependency of dependenciesOf(node)) visit(dependency);
    path.pop();
    done.add(node);
    ordered.push(node);
  };
  for (const node of nodes) visit(node);
  return ordered;
}
