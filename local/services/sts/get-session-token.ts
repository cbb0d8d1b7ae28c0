import type { Operation } from '../../http/operation';
import { defaultUserSession, isTemporary, sessionOfUser } from '../../iam/user-session';
import { queryParameters } from '../../protocols/query-xml';
import type { StsDependencies } from './dependencies';
import { notWithSession } from './errors';
import { ParameterReader } from './parameter-reader';
import { refuseSecondFactor, type SecondFactor, secondFactor } from './second-factor';
import { credentialsAnswer } from './session-credentials';

interface GetSessionTokenInput extends SecondFactor {
  readonly seconds: number;
}

/**
 * Temporary credentials of the user who asks. It takes no permission, and no policy forbids it (**documented**: IAM guide, "Permissions for
 * GetSessionToken"); who has temporary credentials already gets none.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export function getSessionToken(
  dependencies: Pick<StsDependencies, 'sessions' | 'clock'>,
): Operation<GetSessionTokenInput, object> {
  return {
    name: 'GetSessionToken',
    signature: 'required',
    parse(request) {
      const reader = new ParameterReader(queryParameters(request));
      const seconds = reader.integer('DurationSeconds', 900, 129_600) ?? defaultUserSession;
      const input = { seconds, ...secondFactor(reader) };
      reader.check();
      return input;
    },
    authorize: () => [],
    run({ seconds, ...shown }, { session: user }) {
      if (user === undefined || isTemporary(user)) throw notWithSession('GetSessionToken');
      refuseSecondFactor(shown);
      return { Credentials: credentialsAnswer(sessionOfUser(dependencies, user, seconds)) };
    },
  };
}
