import { JsonSchemaType, JsonSchemaVersion, type ModelOptions } from 'aws-cdk-lib/aws-apigateway';

/**
 * What API Gateway looks at of a score before it calls anybody: it keeps the plainest nonsense from costing an invocation. The function looks at
 * everything again, and at what a schema can't say.
 */
export const scoreModel: ModelOptions = {
  description: 'A score that an app submits',
  contentType: 'application/json',
  schema: {
    schema: JsonSchemaVersion.DRAFT4,
    type: JsonSchemaType.OBJECT,
    required: ['score', 'token'],
    additionalProperties: false,
    properties: {
      score: { type: JsonSchemaType.INTEGER },
      token: { type: JsonSchemaType.STRING, pattern: '^[A-Za-z0-9_-]{16,64}$' },
      name: { type: JsonSchemaType.STRING, minLength: 1, maxLength: 96 },
      details: { type: JsonSchemaType.OBJECT },
    },
  },
};
