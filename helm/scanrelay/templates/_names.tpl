{{- define "scanrelay.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* At most 40 characters: with the longest ending of ours, a name has 63, which is what labels and Services may have. */}}
{{- define "scanrelay.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "scanrelay.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "scanrelay.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What never changes in the life of a release: selectors can't. */}}
{{- define "scanrelay.selector" -}}
app.kubernetes.io/name: {{ include "scanrelay.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "scanrelay.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "scanrelay.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: scanrelay
{{- end -}}

{{/* The head of an object. Takes root, name, and if need be component, labels, annotations, namespace. */}}
{{- define "scanrelay.metadata" -}}
{{- $annotations := merge (dict) (.annotations | default dict) .root.Values.commonAnnotations -}}
name: {{ .name }}
{{- with .namespace | default .root.Release.Namespace }}
namespace: {{ . }}
{{- end }}
labels:
  {{- include "scanrelay.labels" .root | nindent 2 }}
  {{- with .component }}
  app.kubernetes.io/component: {{ . }}
  {{- end }}
  {{- with merge (dict) (.labels | default dict) .root.Values.commonLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with $annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "scanrelay.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "scanrelay.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "scanrelay.image" -}}
{{- $registry := default .Values.image.registry .Values.global.imageRegistry -}}
{{- $name := ternary (printf "%s/%s" $registry .Values.image.repository) .Values.image.repository (ne $registry "") -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $name .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* The Deployments: [{name, roles, values, http}]. JSON, as a template can only return text. */}}
{{- define "scanrelay.workloads" -}}
{{- $workloads := list -}}
{{- if eq .Values.mode "single" -}}
{{- $workloads = append $workloads (dict "name" "all" "roles" "ingress,fetch,push,api,reconcile,console" "values" .Values.single "http" true) -}}
{{- else -}}
{{- range $role := list "ingress" "fetch" "push" "api" "reconcile" "console" -}}
{{- $values := index $.Values.roles $role -}}
{{- if $values.enabled -}}
{{- $workloads = append $workloads (dict "name" $role "roles" $role "values" $values "http" (has $role (list "ingress" "api" "console"))) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $workloads -}}
{{- end -}}

{{/* What outside traffic may reach: [{path, component}]. */}}
{{- define "scanrelay.paths" -}}
{{- $paths := list -}}
{{- range $path, $role := dict "/webhooks" "ingress" "/api" "api" "/pairing" "console" -}}
{{- if eq $.Values.mode "single" -}}
{{- $paths = append $paths (dict "path" $path "component" "all") -}}
{{- else if (index $.Values.roles $role).enabled -}}
{{- $paths = append $paths (dict "path" $path "component" $role) -}}
{{- end -}}
{{- end -}}
{{- toJson $paths -}}
{{- end -}}
