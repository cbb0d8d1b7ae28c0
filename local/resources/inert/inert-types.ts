import { isCustomType } from '../cloudformation/custom-resource';
import { accessServices, accessTypes, inertOfPlayedServices } from './access-types';

/** A service is written out; of its types, `*` stands for any part of a name. */
const form = /^([A-Za-z0-9]+::[A-Za-z0-9]+)::([A-Za-z0-9*]+(?:::[A-Za-z0-9*]+)*)$/;

/**
 * Custom resources by their types. What their functions would have made is not there, whatever that is: whoever names one has looked at it. That
 * the CDK's `OpenIdConnectProvider` is among them has no effect, since it is played.
 */
const customForm = /^Custom::[\w@*-]{1,60}$/;

interface Pattern {
  readonly text: string;
  matches(type: string): boolean;
}

/** Which resource types may stand in a template without being played: those that whoever starts the cloud has named, and no other. */
export class InertTypes {
  readonly #patterns: readonly Pattern[];
  readonly #isRefused: (type: string) => boolean;

  /**
   * @param patterns types, or patterns such as `AWS::Location::*`
   * @param played the types that the local cloud has
   * @throws Error for a pattern that is none, and for one that names what is played or what decides about access
   */
  constructor(patterns: readonly string[], played: readonly string[]) {
    const services = new Set([...played.map(serviceOf), ...inertOfPlayedServices.keys()]);
    this.#isRefused = (type) => {
      const service = serviceOf(type);
      if (accessServices.has(service) || accessTypes.has(type)) return true;
      return services.has(service) && !inertOf(service).includes(type);
    };
    this.#patterns = patterns.map((text) => checked(text, played, services));
  }

  /** Whether resources of a type stand as inert. */
  has(type: string): boolean {
    return this.#patterns.some(({ matches }) => matches(type)) && !this.#isRefused(type);
  }

  /** The patterns that name none of these types. */
  unused(types: readonly string[]): readonly string[] {
    return this.#patterns.filter(({ matches }) => !types.some(matches)).map(({ text }) => text);
  }
}

const serviceOf = (type: string) => type.split('::', 2).join('::');
const inertOf = (service: string) => (inertOfPlayedServices.get(service) ?? []).map((name) => `${service}::${name}`);

function checked(text: string, played: readonly string[], services: ReadonlySet<string>): Pattern {
  const [, service] = form.exec(text) ?? [];
  if (customForm.test(text) && !played.includes(text)) return { text, matches: matching(text) };
  if (!played.includes(text) && (isCustomType(text.replaceAll('*', 'x')) || text.startsWith('Custom::'))) {
    throw refusal(
      text,
      'of custom resources those can be named that have a type of their own, such as Custom::Mail or Custom::*',
    );
  }
  if (service === undefined) {
    throw refusal(text, 'a pattern is a type with its service written out, such as AWS::Location::*');
  }
  const matches = matching(text);
  const reason = accessServices.get(service);
  if (reason !== undefined) throw refusal(text, `${service} ${reason}`);
  for (const [type, why] of accessTypes) if (matches(type)) throw refusal(text, `${type} ${why}`);
  const playedHere = played.filter(matches);
  if (playedHere.length > 0) throw refusal(text, `the local cloud plays ${playedHere.join(', ')}`, service);
  if (services.has(service) && !inertOf(service).some(matches)) {
    throw refusal(text, `the local cloud plays ${service}, so that other types of it may decide about access`, service);
  }
  return { text, matches };
}

function matching(text: string): (type: string) => boolean {
  const parts = text.split('*').map((part) => part.replaceAll(/[^\w@:-]/g, ''));
  const expression = new RegExp(`^${parts.join('[\\w@:-]*')}$`);
  return (type) => expression.test(type);
}

function refusal(text: string, why: string, service = ''): Error {
  const others = inertOf(service);
  const way = others.length === 0 ? '' : `. Of ${service} these can be named one by one: ${others.join(', ')}`;
  return new Error(`--inert ${text} can't be: ${why}${way}`);
}

/** What to do about a type that is not known: let it stand as inert, where that may be. */
export function wayOut(type: string, played: readonly string[]): string {
  try {
    new InertTypes([type], played);
  } catch {
    return 'leave it out';
  }
  return `leave it out, or, if players don't touch it, let it stand without being played: npm run local -- --inert '${type}'`;
}
