import { type Format, jsonText } from '../format';

/** The configuration as it is: `game-config.schema.json` describes it. */
export const json: Format = {
  name: 'json',
  readBy: 'any app: the AWS SDK for JavaScript takes aws as it is',
  platforms: ['Web'],
  write: (config) => ({ text: jsonText(config) }),
};
