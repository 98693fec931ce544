{{/* What goes into the file of settings: what has a partner's name in it, which an environment variable can't spell, and what the user sets. */}}
{{- define "scanrelay.settings" -}}
{{- $settings := dict -}}
{{- range $partner, $client := .Values.itero.clients -}}
{{- $prefix := printf "scanrelay.itero.clients.%s." $partner -}}
{{- $_ := set $settings (print $prefix "id") $client.id -}}
{{- with $client.discoveryUrl -}}{{- $_ := set $settings (print $prefix "discovery-url") . -}}{{- end -}}
{{- $_ := set $settings (print $prefix "authorize-url") $client.authorizeUrl -}}
{{- $redirect := $client.redirectUri | default (ternary (printf "%s/pairing/callback" (trimSuffix "/" $.Values.publicUrl)) "" (ne $.Values.publicUrl "")) -}}
{{- if not $redirect -}}{{- fail (printf "publicUrl, or itero.clients.%s.redirectUri, is required" $partner) -}}{{- end -}}
{{- $_ := set $settings (print $prefix "redirect-uri") $redirect -}}
{{- end -}}
{{- range $name, $value := .Values.settings -}}
{{- $_ := set $settings $name $value -}}
{{- end -}}
{{- if $settings -}}
# above the settings in the jar, below the environment
config_ordinal=290
{{- range $name, $value := $settings }}
{{- if kindIs "float64" $value }}
{{ $name }}={{ if eq $value (floor $value) }}{{ int64 $value }}{{ else }}{{ $value }}{{ end }}
{{- else }}
{{ $name | replace ":" "\\:" | replace "=" "\\=" | replace " " "\\ " }}={{ $value | toString | replace "\\" "\\\\" | replace "\n" "\\n" }}
{{- end }}
{{- end }}
{{- end -}}
{{- end -}}

{{/* Options of the JVM. */}}
{{- define "scanrelay.java" -}}
{{- $options := compact (list .Values.jvm.options) -}}
{{- if or .Values.trustStore.existingConfigMap .Values.trustStore.existingSecret -}}
{{- $options = append $options (printf "-Djavax.net.ssl.trustStore=/etc/scanrelay/trust/%s -Djavax.net.ssl.trustStoreType=PKCS12 -Djavax.net.ssl.trustStorePassword=%s" .Values.trustStore.key .Values.trustStore.password) -}}
{{- end -}}
{{- if .Values.egressProxy.host -}}
{{- $around := concat (list "localhost" "127.*" "*.svc" "*.cluster.local" (urlParse .Values.store.endpoint).hostname) .Values.egressProxy.noProxy | uniq -}}
{{- range list "http" "https" -}}
{{- $options = append $options (printf "-D%s.proxyHost=%s -D%s.proxyPort=%v" . $.Values.egressProxy.host . $.Values.egressProxy.port) -}}
{{- end -}}
{{- $options = append $options (printf "-Dhttp.nonProxyHosts=%s" (join "|" $around)) -}}
{{- end -}}
{{- join " " $options -}}
{{- end -}}

{{/* The environment of every process: the same for all, but for its roles and how long it may take to stop. Takes root, roles, grace, extra. */}}
{{- define "scanrelay.env" -}}
{{- $v := .root.Values -}}
{{- $grace := int .grace -}}
{{- $calls := add (int $v.drain.delaySeconds) (int $v.drain.callsSeconds) -}}
{{- if gt (add $calls 5 | int) $grace -}}
{{- fail (printf "terminationGracePeriodSeconds of %s is %d: it has to be at least drain.delaySeconds + drain.callsSeconds + 5 = %d" .name $grace (add $calls 5)) -}}
{{- end -}}
{{- with .roles }}
- {name: SCANRELAY_ROLES, value: {{ . | quote }}}
{{- end }}
- {name: SCANRELAY_STOP_GRACE, value: {{ printf "%ds" $grace | quote }}}
- {name: SCANRELAY_FETCH_SHUTDOWN, value: {{ printf "%ds" (sub $grace 5) | quote }}}
- {name: QUARKUS_SHUTDOWN_DELAY, value: {{ printf "%ds" (int $v.drain.delaySeconds) | quote }}}
- {name: QUARKUS_SHUTDOWN_TIMEOUT, value: {{ printf "%ds" (int $v.drain.callsSeconds) | quote }}}
- {name: SCANRELAY_SECRETS_DIRECTORY, value: /etc/scanrelay/secrets}
{{- with include "scanrelay.java" .root }}
- {name: JAVA_TOOL_OPTIONS, value: {{ . | quote }}}
{{- end }}
{{- if ne (include "scanrelay.settings" .root) "" }}
- {name: SMALLRYE_CONFIG_LOCATIONS, value: /etc/scanrelay/config/application.properties}
{{- end }}
{{- include "scanrelay.env.database" .root }}
{{- include "scanrelay.env.kafka" .root }}
- {name: SCANRELAY_STORE_ENDPOINT, value: {{ required "store.endpoint is required: the URL of the S3 storage" $v.store.endpoint | quote }}}
- {name: SCANRELAY_STORE_BUCKET, value: {{ $v.store.bucket | quote }}}
- {name: SCANRELAY_STORE_REGION, value: {{ $v.store.region | quote }}}
- {name: SCANRELAY_STORE_CREATE_BUCKET, value: {{ $v.store.createBucket | quote }}}
{{- with $v.publicUrl }}
- {name: SCANRELAY_PAIRING_CALLBACK_BASE, value: {{ trimSuffix "/" . | quote }}}
- {name: SCANRELAY_RELAY_API_BASE, value: {{ trimSuffix "/" . | quote }}}
{{- end }}
{{- if and $v.egressProxy.host $v.egressProxy.forDeliveries }}
- {name: SCANRELAY_EGRESS_PROXY, value: {{ printf "http://%s:%v" $v.egressProxy.host $v.egressProxy.port | quote }}}
{{- end }}
{{- with $v.telemetry.otlpEndpoint }}
- {name: QUARKUS_OTEL_SDK_DISABLED, value: "false"}
- {name: QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ . | quote }}}
- {name: QUARKUS_OTEL_TRACES_SAMPLER_ARG, value: {{ $v.telemetry.samplingRatio | quote }}}
{{- end }}
{{- with $v.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- with .extra }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "scanrelay.env.database" -}}
{{- $d := .Values.database -}}
{{- $host := required "database.host is required: the host of PostgreSQL" $d.host -}}
{{- $address := printf "%s:%v/%s" $host $d.port $d.name -}}
{{- $verified := hasPrefix "verify" $d.tls.mode }}
- {name: QUARKUS_DATASOURCE_REACTIVE_URL, value: {{ printf "postgresql://%s" $address | quote }}}
- {name: QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE, value: {{ $d.poolSize | quote }}}
- {name: QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE, value: {{ $d.tls.mode | quote }}}
{{- if $verified }}
{{- $_ := required (printf "database.tls.caSecret is required with database.tls.mode %s" $d.tls.mode) $d.tls.caSecret }}
- {name: QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM, value: "true"}
- {name: QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS, value: /etc/scanrelay/database/ca.crt}
- {name: QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM, value: {{ ternary "HTTPS" "NONE" (eq $d.tls.mode "verify-full") | quote }}}
- {name: QUARKUS_DATASOURCE_JDBC_URL, value: {{ printf "jdbc:postgresql://%s?sslmode=%s&sslrootcert=/etc/scanrelay/database/ca.crt" $address $d.tls.mode | quote }}}
{{- else }}
{{- if has $d.tls.mode (list "prefer" "require") }}
- {name: QUARKUS_DATASOURCE_REACTIVE_TRUST_ALL, value: "true"}
{{- end }}
- {name: QUARKUS_DATASOURCE_JDBC_URL, value: {{ printf "jdbc:postgresql://%s?sslmode=%s" $address $d.tls.mode | quote }}}
{{- end }}
- {name: SCANRELAY_DATABASE_MIGRATE, value: {{ eq .Values.migrations.mode "start" | quote }}}
{{- end -}}

{{- define "scanrelay.env.kafka" -}}
{{- $k := .Values.kafka }}
- {name: KAFKA_BOOTSTRAP_SERVERS, value: {{ required "kafka.bootstrapServers is required: the brokers" $k.bootstrapServers | quote }}}
- {name: SCANRELAY_KAFKA_SECURITY, value: {{ $k.security | quote }}}
{{- if include "scanrelay.kafkaCa" . }}
- {name: SCANRELAY_KAFKA_CA_DIRECTORY, value: /etc/scanrelay/kafka/ca}
{{- end }}
{{- if include "scanrelay.kafkaUserSecret" . }}
- {name: SCANRELAY_KAFKA_USER_DIRECTORY, value: /etc/scanrelay/kafka/user}
{{- end }}
{{- if eq $k.security "oauth" }}
- {name: SCANRELAY_KAFKA_OAUTH_TOKEN_ENDPOINT, value: {{ required "kafka.oauth.tokenEndpoint is required with kafka.security oauth" $k.oauth.tokenEndpoint | quote }}}
- {name: SCANRELAY_KAFKA_OAUTH_CLIENT_ID, value: {{ required "kafka.oauth.clientId is required with kafka.security oauth" $k.oauth.clientId | quote }}}
{{- with $k.oauth.scope }}
- {name: SCANRELAY_KAFKA_OAUTH_SCOPE, value: {{ . | quote }}}
{{- end }}
{{- end }}
- {name: SCANRELAY_RELAY_TRANSACTIONAL_ID, value: {{ $k.transactionalId | quote }}}
- {name: SCANRELAY_TOPICS_CREATE, value: {{ $k.topics.create | quote }}}
- {name: SCANRELAY_TOPICS_NOTIFICATIONS, value: {{ $k.topics.notifications | quote }}}
- {name: SCANRELAY_TOPICS_ORDERS, value: {{ $k.topics.orders | quote }}}
{{- with $k.topics.partner }}
- {name: SCANRELAY_TOPICS_PARTNER, value: {{ . | quote }}}
{{- end }}
- {name: SCANRELAY_TOPICS_DEAD_LETTERS, value: {{ $k.topics.deadLetters | quote }}}
- {name: SCANRELAY_TOPICS_PROGRESS, value: {{ $k.topics.progress | quote }}}
- {name: SCANRELAY_TOPICS_AUDIT_HEADS, value: {{ $k.topics.auditHeads | quote }}}
- {name: SCANRELAY_TOPICS_PARTITIONS, value: {{ $k.topics.partitions | quote }}}
- {name: SCANRELAY_TOPICS_REPLICATION, value: {{ $k.topics.replication | quote }}}
{{- end -}}

{{/* The files of secrets: [{secret, key, path}], each path the name of a setting. */}}
{{- define "scanrelay.secrets" -}}
{{- $v := .Values -}}
{{- $k := $v.kafka -}}
{{- $files := list
  (dict "secret" (required "keyset.existingSecret is required: a Secret with the document of `scanrelay keyset create`" $v.keyset.existingSecret) "key" $v.keyset.key "path" "scanrelay.secret.keyset")
  (dict "secret" (required "database.existingSecret is required: a Secret with user and password of PostgreSQL" $v.database.existingSecret) "key" $v.database.usernameKey "path" "quarkus.datasource.username")
  (dict "secret" $v.database.existingSecret "key" $v.database.passwordKey "path" "quarkus.datasource.password")
  (dict "secret" (required "store.existingSecret is required: a Secret with access key and secret key of the storage" $v.store.existingSecret) "key" $v.store.accessKeyKey "path" "scanrelay.store.access-key")
  (dict "secret" $v.store.existingSecret "key" $v.store.secretKeyKey "path" "scanrelay.store.secret-key") -}}
{{- range $partner, $client := $v.itero.clients -}}
{{- $files = append $files (dict "secret" $client.existingSecret "key" ($client.secretKey | default "client-secret") "path" (printf "scanrelay.itero.clients.%s.secret" $partner)) -}}
{{- end -}}
{{- if eq $k.security "oauth" -}}
{{- $files = append $files (dict "secret" (required "kafka.oauth.existingSecret is required with kafka.security oauth" $k.oauth.existingSecret) "key" $k.oauth.clientSecretKey "path" "scanrelay.kafka.oauth.client-secret") -}}
{{- end -}}
{{- range $v.secretSettings -}}
{{- $files = append $files (dict "secret" .existingSecret "key" .key "path" .setting) -}}
{{- end -}}
{{- $seen := dict -}}
{{- range $files -}}
{{- if hasKey $seen .path -}}{{- fail (printf "%s is set twice: see secretSettings" .path) -}}{{- end -}}
{{- $_ := set $seen .path true -}}
{{- end -}}
{{- toJson $files -}}
{{- end -}}

{{- define "scanrelay.kafkaUser" -}}
{{- default (include "scanrelay.fullname" .) .Values.strimzi.user.name -}}
{{- end -}}

{{/* Secrets that are mounted whole, as Strimzi writes them; empty where there is none. */}}
{{- define "scanrelay.kafkaCa" -}}
{{- if ne .Values.kafka.security "plaintext" -}}{{- .Values.kafka.caSecret -}}{{- end -}}
{{- end -}}

{{- define "scanrelay.kafkaUserSecret" -}}
{{- if has .Values.kafka.security (list "mtls" "scram-sha-512") -}}
{{- $own := ternary (include "scanrelay.kafkaUser" .) "" .Values.strimzi.user.create -}}
{{- required (printf "kafka.userSecret is required with kafka.security %s" .Values.kafka.security) (default $own .Values.kafka.userSecret) -}}
{{- end -}}
{{- end -}}
