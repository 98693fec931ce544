{{/* The pod of a Deployment or of the Job. Takes root, name, component, roles, grace, values (resources, extraEnv, podAnnotations, nodeSelector, tolerations, affinity), account; job: the arguments of one. */}}
{{- define "scanrelay.pod" -}}
{{- $v := .root.Values -}}
{{- $settings := include "scanrelay.settings" .root -}}
{{- $annotations := merge (dict) (.values.podAnnotations | default dict) $v.podAnnotations -}}
{{- if $settings -}}
{{- /* In the template, so that a change of it is one of the Deployment, and undone with it. */ -}}
{{- $_ := set $annotations "scanrelay.dev/settings" $settings -}}
{{- end -}}
metadata:
  labels:
    {{- /* Not the chart's version: a chart that changes nothing here restarts nothing. */}}
    {{- include "scanrelay.selector" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
    {{- if not .job }}
    scanrelay.dev/serves: "true"
    {{- end }}
    {{- with merge (dict) $v.podLabels $v.commonLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with $annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- with .account }}
  serviceAccountName: {{ . }}
  {{- end }}
  automountServiceAccountToken: false
  # Variables of Services, such as KAFKA_PORT, would be taken for settings.
  enableServiceLinks: false
  {{- include "scanrelay.pullSecrets" .root | nindent 2 }}
  securityContext:
    {{- include "scanrelay.podSecurity" .root | nindent 4 }}
  {{- if .job }}
  restartPolicy: Never
  {{- end }}
  terminationGracePeriodSeconds: {{ .grace }}
  {{- with $v.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with default $v.nodeSelector .values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with default $v.tolerations .values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with default $v.affinity .values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if not .job }}
  {{- $pod := . }}
  {{- with $v.spreadOver }}
  topologySpreadConstraints:
    {{- range . }}
    - topologyKey: {{ . }}
      maxSkew: 1
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "scanrelay.selector" $pod.root | nindent 10 }}
          app.kubernetes.io/component: {{ $pod.component }}
      matchLabelKeys: [pod-template-hash]
    {{- end }}
  {{- end }}
  {{- end }}
  containers:
    - name: scanrelay
      image: {{ include "scanrelay.image" .root | quote }}
      imagePullPolicy: {{ $v.image.pullPolicy }}
      {{- if .job }}
      args: {{ toJson .job }}
      {{- end }}
      securityContext:
        {{- toYaml $v.containerSecurityContext | nindent 8 }}
      env:
        {{- include "scanrelay.env" (dict "root" .root "name" .name "roles" .roles "grace" .grace "extra" .values.extraEnv) | trim | nindent 8 }}
      {{- if not .job }}
      ports:
        - {name: http, containerPort: 8080, protocol: TCP}
      startupProbe:
        httpGet: {path: /q/health/started, port: http}
        periodSeconds: 2
        timeoutSeconds: 2
        failureThreshold: {{ div (add (int $v.probes.startSeconds) 1) 2 }}
      livenessProbe:
        httpGet: {path: /q/health/live, port: http}
        periodSeconds: {{ $v.probes.livePeriodSeconds }}
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: {path: /q/health/ready, port: http}
        periodSeconds: {{ $v.probes.readyPeriodSeconds }}
        # the service itself gives the database two seconds
        timeoutSeconds: 4
        failureThreshold: 2
      {{- end }}
      resources:
        {{- toYaml .values.resources | nindent 8 }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
        - {name: secrets, mountPath: /etc/scanrelay/secrets, readOnly: true}
        {{- if $settings }}
        - {name: settings, mountPath: /etc/scanrelay/config, readOnly: true}
        {{- end }}
        {{- if include "scanrelay.kafkaCa" .root }}
        - {name: kafka-ca, mountPath: /etc/scanrelay/kafka/ca, readOnly: true}
        {{- end }}
        {{- if include "scanrelay.kafkaUserSecret" .root }}
        - {name: kafka-user, mountPath: /etc/scanrelay/kafka/user, readOnly: true}
        {{- end }}
        {{- if hasPrefix "verify" $v.database.tls.mode }}
        - {name: database, mountPath: /etc/scanrelay/database, readOnly: true}
        {{- end }}
        {{- if or $v.trustStore.existingConfigMap $v.trustStore.existingSecret }}
        - {name: trust, mountPath: /etc/scanrelay/trust, readOnly: true}
        {{- end }}
        {{- with $v.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    {{- if not .job }}
    {{- with $v.extraContainers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    {{- end }}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: {{ $v.tmpSizeLimit }}}
    - name: secrets
      projected:
        defaultMode: 0440
        sources:
          {{- range include "scanrelay.secrets" .root | fromJsonArray }}
          - secret:
              name: {{ .secret }}
              items: [{key: {{ .key | quote }}, path: {{ .path | quote }}}]
          {{- end }}
    {{- if $settings }}
    - name: settings
      downwardAPI:
        items: [{path: application.properties, fieldRef: {fieldPath: "metadata.annotations['scanrelay.dev/settings']"}}]
    {{- end }}
    {{- with include "scanrelay.kafkaCa" .root }}
    - name: kafka-ca
      secret: {secretName: {{ . }}, defaultMode: 0440}
    {{- end }}
    {{- with include "scanrelay.kafkaUserSecret" .root }}
    - name: kafka-user
      secret: {secretName: {{ . }}, defaultMode: 0440}
    {{- end }}
    {{- if hasPrefix "verify" $v.database.tls.mode }}
    - name: database
      secret:
        secretName: {{ $v.database.tls.caSecret }}
        defaultMode: 0440
        items: [{key: {{ $v.database.tls.caKey | quote }}, path: ca.crt}]
    {{- end }}
    {{- if $v.trustStore.existingConfigMap }}
    - name: trust
      configMap: {name: {{ $v.trustStore.existingConfigMap }}}
    {{- else if $v.trustStore.existingSecret }}
    - name: trust
      secret: {secretName: {{ $v.trustStore.existingSecret }}, defaultMode: 0440}
    {{- end }}
    {{- with $v.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end -}}

{{- define "scanrelay.pullSecrets" -}}
{{- with concat .Values.global.imagePullSecrets .Values.imagePullSecrets | uniq -}}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end -}}
{{- end -}}

{{/* OpenShift's constraint gives each namespace its own user and group, and refuses others. */}}
{{- define "scanrelay.podSecurity" -}}
{{- ternary (omit .Values.podSecurityContext "runAsUser" "runAsGroup" "fsGroup") .Values.podSecurityContext .Values.openshift | toYaml -}}
{{- end -}}
