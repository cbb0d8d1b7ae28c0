/** Something about a change that whoever deploys it should know beforehand. */
export interface Problem {
  /**
   * - `refused`: the deployment fails and rolls back.
   * - `lost`: it succeeds, and what holds people or their data is gone, or is out of the app's reach.
   * - `closed`: players, or apps that hold an ID, can't get in any more, or reach less than before; they do again once it is back under the
   *   same name.
   * - `stays`: the configuration takes it away, and AWS keeps it.
   */
  readonly verdict: 'refused' | 'lost' | 'closed' | 'stays';
  /** One sentence. */
  readonly sentence: string;
  /** What to do instead, or what to know: of this kind of problem, whatever change has caused it. */
  readonly wayOut: string;
}
