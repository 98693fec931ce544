package dev.scanrelay.itero;

/** The calls we make, by the name Discovery gives them; Discovery itself and storage have no template. */
enum Endpoint {
    DISCOVERY("discovery", false, ""),
    STORAGE("storage", false, ""),
    TOKEN("token", true, "/oauth/token"),
    REVOKE("revokeToken", true, "/oauth/revoke"),
    COMPANIES("companiesForPairing", true, "/companies"),
    PAIR("pair", true, "/pair"),
    UNPAIR("unpair", true, "/unpair"),
    PRACTICE("practiceConfiguration", false, "/practice-configuration{?companyId}"),
    SCAN_REQUEST("scanRequest", false, "/rx"),
    DELETE_RX("deleteRx", false, "/rx/{rxId}{?companyId}"),
    PATIENT_SEARCH("patientSearch", false, "/patients{?companyId,firstName,lastName,chartNumber}"),
    PATIENT_BY_ID("patientById", false, "/patients/{patientId}"),
    PATIENT_BY_CHART("patientByChartNumber", false, "/patients/by-chart-number/{chartNumber}"),
    WARNINGS("pairingWarnings", false, "/pairing-warnings{?companyId}"),
    ORDERS("orders", true, "/orders{?companyId,from,to,chartNumber,pageToken,pageSize}"),
    ORDER_BY_RX("orderByRxId", true, "/orders/by-rx/{rxId}{?companyId}"),
    DOWNLOAD("downloadOrder", true, "/orders/{orderId}/artifacts{?type*,fileFormat,fileType}");

    private final String wireName;
    private final boolean required;
    private final String fixedTemplate;

    Endpoint(String wireName, boolean required, String fixedTemplate) {
        this.wireName = wireName;
        this.required = required;
        this.fixedTemplate = fixedTemplate;
    }

    String wireName() {
        return wireName;
    }

    /** Whether an answer of Discovery without it is of no use. */
    boolean required() {
        return required;
    }

    boolean hasTemplate() {
        return !fixedTemplate.isEmpty();
    }

    /** Where it is below a fixed base URL, for integrations of the style before Discovery. */
    String fixedTemplate() {
        return fixedTemplate;
    }
}
