import { flag, list, type OptionsOf } from '../../options.ts';
import { senderIn } from '../../vocabulary/webhook-senders.ts';
import { deliveryAt, hasSecretSegment, type Delivery, type RouteNames } from '../../vocabulary/webhook-names.ts';

export type Message = 'unsigned' | 'unsignedPush' | 'weakAudience' | 'anyAccount' | 'weakCompare' | 'reserialized' | 'failOpen';

export const options = {
  verifiers: list([], 'More names of functions, decorators, dependencies and middleware that check who sent a message.'),
  trustedIngress: flag(false, 'Only Google reaches the push endpoints (Cloud Run with IAM): nothing is said about pushes.'),
};

export type Options = OptionsOf<typeof options>;

/** Which deliveries of a route of these names does a rule with these options look at? */
export function judgedDelivery(names: RouteNames, isPushBody: boolean, { trustedIngress }: Options): Delivery {
  if (names.path !== null && hasSecretSegment(names.path)) return null;
  const delivery = isPushBody ? 'push' : deliveryAt(names);
  return delivery === 'push' && trustedIngress ? null : delivery;
}

/** The words of the finding: who should have sent it, and what to check. */
export function senderWords({ path, handlers, file }: RouteNames): { readonly sender: string; readonly proof: string } {
  const sender = senderIn([path ?? '', ...handlers, file]);
  return sender ? { sender: sender.name, proof: sender.proof } : { sender: 'the sender', proof: 'its signature over the raw body' };
}

/** The name of a file without its folder and ending. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/u, '');
}
