import type { Format } from './format';
import { amplify } from './formats/amplify';
import { amplifyOutputs } from './formats/amplify-outputs';
import { amplifyConfiguration } from './formats/amplifyconfiguration';
import { dotenv } from './formats/dotenv';
import { dotnet } from './formats/dotnet';
import { json } from './formats/json';

/** Every format that a configuration can be written in. */
export const formats: readonly Format[] = [json, amplify, amplifyOutputs, amplifyConfiguration, dotnet, dotenv];
