import type { NewResource } from '../../../assembly/physical-identity';
import { seedOf, steadyRandom } from '../../../assembly/physical-name';

/** An ID as API Gateway chooses one: lower-case letters and digits (**observed** in refusals that people quote: hyp3#2283; how long is **unconfirmed**). */
export function chosenId(resource: NewResource, kind: string, length = 6): string {
  return steadyRandom([...seedOf(resource), kind], length, 'abcdefghijklmnopqrstuvwxyz0123456789');
}
