import fc from 'fast-check';
import { compilePolicy } from '../../policy/compile';
import { decide } from '../../policy/decide';
import { PolicyError } from '../../policy/policy-error';
import { requestContext } from '../../policy/types';
import { authority, principals, question, statement, statements } from './arbitraries';
import { document, identityPolicy, player, resourcePolicy, type Statement, sessionArn } from './fixtures';

const runs = { numRuns: 400 };

test('the generated requests are allowed, denied explicitly and denied implicitly, so that the rules below say something', () => {
  const kinds = fc
    .sample(fc.tuple(question, authority), { numRuns: 500, seed: 20261120 })
    .map(([asked, by]) => decide(asked, by).kind);
  for (const kind of ['allow', 'explicit-deny', 'implicit-deny']) {
    expect(kinds.filter((one) => one === kind).length).toBeGreaterThan(50);
  }
});

test('an added Deny never allows more', () => {
  fc.assert(
    fc.property(question, authority, statement, (asked, by, added) => {
      const denying = identityPolicy({ ...added, Effect: 'Deny' });
      const after = decide(asked, { ...by, identityPolicies: [...by.identityPolicies, denying] });
      if (after.allowed) expect(decide(asked, by).allowed).toBe(true);
    }),
    runs,
  );
});

test('an added Allow never denies more', () => {
  fc.assert(
    fc.property(question, authority, statement, (asked, by, added) => {
      const allowing = identityPolicy({ ...added, Effect: 'Allow' });
      const after = decide(asked, { ...by, identityPolicies: [...by.identityPolicies, allowing] });
      if (decide(asked, by).allowed) expect(after.allowed).toBe(true);
    }),
    runs,
  );
});

test('a session policy never widens, and neither does a permissions boundary', () => {
  fc.assert(
    fc.property(question, authority, (asked, by) => {
      const { sessionPolicies: _session, ...withoutSession } = by;
      // With a boundary, NotPrincipal would spare nobody; the generated resource policies have none.
      const { permissionsBoundary: _boundary, ...withoutBoundary } = by;
      if (decide(asked, by).allowed) {
        expect(decide(asked, withoutSession).allowed).toBe(true);
        expect(decide(asked, withoutBoundary).allowed).toBe(true);
      }
    }),
    runs,
  );
});

test('the order of statements and policies never matters', () => {
  fc.assert(
    fc.property(
      question,
      statements,
      statements,
      fc.array(fc.tuple(statement, principals), { minLength: 1, maxLength: 3 }),
      (asked, one, other, named) => {
        const kindOf = (identity: readonly (readonly Statement[])[], granted: readonly Statement[]) =>
          decide(asked, {
            principal: player,
            context: requestContext({ 'x:v': 'a' }),
            identityPolicies: identity.map((some) => identityPolicy(...some)),
            resourcePolicy: resourcePolicy(...granted),
          }).kind;
        const granted = named.map(([some, Principal]) => ({ ...some, Principal }));
        expect(kindOf([other.toReversed(), one.toReversed()], granted.toReversed())).toBe(
          kindOf([one, other], granted),
        );
      },
    ),
    runs,
  );
});

test('one policy of two statements says what two policies of one say', () => {
  fc.assert(
    fc.property(question, authority, statement, statement, (asked, by, one, other) => {
      const together = decide(asked, { ...by, identityPolicies: [identityPolicy(one, other)] });
      const apart = decide(asked, { ...by, identityPolicies: [identityPolicy(one), identityPolicy(other)] });
      expect(together.kind).toBe(apart.kind);
    }),
    runs,
  );
});

test('an unknown element always throws, wherever it stands', () => {
  const unknown = fc
    .string({ minLength: 1, maxLength: 12 })
    .filter((name) => !/^(Sid|Effect|(Not)?(Action|Resource|Principal)|Condition|Version|Id|Statement)$/.test(name));
  fc.assert(
    fc.property(statements, unknown, fc.nat(), fc.jsonValue(), (some, name, at, content) => {
      const broken = some.map((one, index) => (index === at % some.length ? { ...one, ...own(name, content) } : one));
      expect(() => compilePolicy(document(...broken), 'p', 'identity')).toThrow(PolicyError);
      expect(() => compilePolicy({ ...document(...some), ...own(name, content) }, 'p', 'identity')).toThrow(
        PolicyError,
      );
      const condition = { ...some[0], Condition: own(name, { 'aws:x': 'y' }) };
      expect(() => compilePolicy(document(condition), 'p', 'identity')).toThrow(PolicyError);
      expect(() => compilePolicy(document(...some), 'p', 'identity')).not.toThrow();
    }),
    runs,
  );
});

test('every decision explains itself, in AWS’s sentence too', () => {
  fc.assert(
    fc.property(question, authority, (asked, by) => {
      const decision = decide(asked, by);
      expect(decision.explain()).toContain(decision.allowed ? 'Allowed: ' : 'Denied: ');
      expect(decision.sentence(sessionArn)).toContain(decision.allowed ? ' is authorized' : ' is not authorized');
    }),
    runs,
  );
});

function own(name: string, content: unknown): object {
  return Object.defineProperty({}, name, { value: content, enumerable: true });
}
