{{/* Fails where a text that whoever sees the manifests can read is a secret, by its name or by what it is. Takes at (where it stands), name, value. */}}
{{- define "scanrelay.check.secret" -}}
{{- $called := regexMatch "(password|passphrase|secret|token|keyset|jaas_config|(access|secret|hmac|keystore|scanrelay)_key|secret_header_value|otlp_(.+_)?headers)$" (.name | lower | replace "." "_" | replace "-" "_") -}}
{{- $holds := regexMatch "(?i)(passw(or)?d|secret|token)=[^&\\s]|://[^/?#@\\s]+:[^/?#@\\s]+@|-----BEGIN [A-Z ]*PRIVATE KEY-----" (toString .value) -}}
{{- if or $called $holds -}}
{{- fail (printf "%s: %s is a secret or holds one, and would be readable by all who may see the manifests; name a Secret in secretSettings instead" .at .name) -}}
{{- end -}}
{{- end -}}

{{/* Fails where the service would listen elsewhere than Services and probes look. Takes at, name, variable. */}}
{{- define "scanrelay.check.listens" -}}
{{- if has .variable (list "QUARKUS_HTTP_PORT" "QUARKUS_HTTP_HOST") -}}
{{- fail (printf "%s: %s would take the service away from where Services and probes look for it; service.port is the port of the Services" .at .name) -}}
{{- end -}}
{{- end -}}

{{/* The variables of a process, each once. Takes root, name, roles, extra. */}}
{{- define "scanrelay.check.environment" -}}
{{- $seen := dict -}}
{{- range include "scanrelay.env" (dict "root" .root "name" .name "roles" .roles "grace" 3600 "extra" .extra) | fromYamlArray -}}
{{- if hasKey $seen .name -}}
{{- fail (printf "extraEnv of %s: %s is set twice; what the chart sets by itself has a value of its own (for JAVA_TOOL_OPTIONS: jvm.options)" $.name .name) -}}
{{- end -}}
{{- $_ := set $seen .name true -}}
{{- end -}}
{{- range concat .root.Values.extraEnv (default list .extra) -}}
{{- if not .valueFrom -}}
{{- include "scanrelay.check.secret" (dict "at" "extraEnv" "name" .name "value" .value) -}}
{{- end -}}
{{- include "scanrelay.check.listens" (dict "at" "extraEnv" "name" .name "variable" .name) -}}
{{- end -}}
{{- end -}}

{{/* Settings that something else says already, which wins: the environment, or a file of a Secret. */}}
{{- define "scanrelay.check.settings" -}}
{{- $said := dict -}}
{{- range include "scanrelay.env" (dict "root" . "name" "all" "roles" "all" "grace" 3600) | fromYamlArray -}}
{{- $_ := set $said .name "the environment, by another value or by extraEnv" -}}
{{- end -}}
{{- range include "scanrelay.secrets" . | fromJsonArray -}}
{{- $_ := set $said (include "scanrelay.variable" .path) "a Secret" -}}
{{- end -}}
{{- range $name, $value := .Values.settings -}}
{{- $variable := include "scanrelay.variable" (regexReplaceAll "^%[^.]+[.]" $name "") -}}
{{- include "scanrelay.check.secret" (dict "at" "settings" "name" $name "value" $value) -}}
{{- include "scanrelay.check.listens" (dict "at" "settings" "name" $name "variable" $variable) -}}
{{- with get $said $variable -}}
{{- fail (printf "settings: %s would be ignored, as it is set in %s; take it out here, and change it there" $name .) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* As the environment spells the name of a setting. */}}
{{- define "scanrelay.variable" -}}
{{- regexReplaceAll "[^A-Za-z0-9]" . "_" | upper -}}
{{- end -}}
