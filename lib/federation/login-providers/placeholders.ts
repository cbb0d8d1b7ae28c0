import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { placeholder } from '../../config/fields';

/** Warns at synthesis about IDs that the configuration has yet to fill in. */
export function warnOfPlaceholders(scope: Construct, ids: readonly string[], of: string): void {
  for (const id of ids.filter((candidate) => placeholder.test(candidate))) {
    Annotations.of(scope).addWarningV2(
      'game-federation:placeholderClientId',
      `Client ID '${id}' of ${of} is a placeholder: nobody can sign in until the configuration holds your app's own`,
    );
  }
}
