import { belowOwnApi } from './api-arns';
import { type Finding, type Guardrail, resourcesOf, type Template } from './template';

const apiGateway = 'apigateway.amazonaws.com';

/**
 * Who calls a function is who its policy lets: an API is known by its ARN. API Gateway is one principal for everybody's APIs, and an API that is no
 * proxy writes the whole event, who the caller is included: one of another account would say whose score it is.
 */
export const functionCallers: Guardrail = {
  name: 'function-callers',
  fix: 'Let an API of the same template call it, by aws-apigateway, and name every other caller with its SourceArn',
  check: (templates) => templates.flatMap((template) => [...openPermissions(template), ...openUrls(template)]),
};

function openPermissions(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::Lambda::Permission').flatMap(([logicalId, { Properties = {} }]) => {
    const { Principal, SourceArn } = Properties;
    const found = (location: string, problem: string): Finding[] => [
      { severity: 'error', template, logicalId, location: `Properties.${location}`, problem },
    ];
    if (Principal === '*') return found('Principal', 'Anybody calls this function');
    if (Principal !== apiGateway || belowOwnApi(SourceArn, template)?.startsWith('/')) return [];
    return found('SourceArn', 'APIs that the template does not make call this function, and say who their callers are');
  });
}

function openUrls(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::Lambda::Url').flatMap(([logicalId, { Properties = {} }]) => {
    if (Properties.AuthType === 'AWS_IAM') return [];
    const problem = 'Anybody calls this function';
    return [{ severity: 'error', template, logicalId, location: 'Properties.AuthType', problem }];
  });
}
